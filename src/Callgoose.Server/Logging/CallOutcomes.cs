using System.Text;
using System.Text.Json;
using Callgoose.Doors;
using Callgoose.Incidents;
using Callgoose.Schema;
using Callgoose.Storage;
using Callgoose.Storage.Reading;

namespace Callgoose.Logging;

/// <summary>Describes the outcome of a call for the page and the command line, especially why a resolve had no effect.</summary>
internal sealed class CallOutcomes
{
    /// <summary>The most outcomes that are kept for a call with many elements.</summary>
    private const int MaxOutcomes = 20;

    /// <summary>The most open incidents of the service among which the nearest key is searched; the next constant limits the length of each key.</summary>
    private const int MaxKeys = 200;
    private const int MaxKeyLength = 100;

    private readonly Dictionary<ServiceScope, string[]> openKeys;

    private CallOutcomes(Dictionary<ServiceScope, string[]> openKeys) => this.openKeys = openKeys;

    /// <summary>Looks up what the description of a call needs.</summary>
    /// <param name="call">The call, after its commit.</param>
    /// <param name="store">The store with the keys that the call may have meant.</param>
    /// <exception cref="Callgoose.Storage.Contract.StoreException">The keys cannot be read.</exception>
    public static async ValueTask<CallOutcomes> OfAsync(IncomingCall call, IncidentStore store)
    {
        var openKeys = new Dictionary<ServiceScope, string[]>();
        foreach (ServiceScope scope in ScopesWithoutEffect(call))
        {
            IncidentPage page = await store.ListAsync(
                new IncidentQuery { State = IncidentStateFilter.Active, Environment = scope.Environment, Service = scope.Service, Limit = MaxKeys });
            openKeys[scope] = [.. page.Incidents.Select(static one => one.IncidentKey).OfType<string>().Select(Shortened).Distinct()];
        }

        return new CallOutcomes(openKeys);
    }

    /// <summary>Writes the list of outcomes.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="call">The call, after its commit.</param>
    public void Write(Utf8JsonWriter json, IncomingCall call)
    {
        LoggedVerdicts.BeginOutcomes(json);
        for (int i = 0; i < Math.Min(call.Actions.Length, MaxOutcomes); i++)
        {
            ServiceAction action = call.Actions[i];
            ActionResult result = call.Results[i];
            string key = KeyOf(call, action);
            json.WriteStartObject();
            json.WriteString("service"u8, action.Scope.Service);
            if (action.Element >= 0)
            {
                json.WriteNumber("element"u8, action.Element);
            }

            json.WriteString("outcome"u8, ProcessAnswer.TextOf(result.Kind));
            json.WriteString("incident"u8, result.Incident == default ? null : result.Incident.ToString());
            json.WriteString("incidentKey"u8, key.Length == 0 ? null : key);
            json.WriteString("text"u8, Text(result.Kind, action, key));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static HashSet<ServiceScope> ScopesWithoutEffect(IncomingCall call)
    {
        var scopes = new HashSet<ServiceScope>();
        for (int i = 0; i < Math.Min(call.Actions.Length, MaxOutcomes); i++)
        {
            if (call.Results[i].Kind == ActionResultKind.None)
            {
                scopes.Add(call.Actions[i].Scope);
            }
        }

        return scopes;
    }

    private static string KeyOf(IncomingCall call, in ServiceAction action) => Encoding.UTF8.GetString(
        call.Text[action.TriggerFilter is not null ? action.TriggerKey : action.ResolveFilter is not null ? action.ResolveKey : action.AcknowledgeKey]);

    private string Text(ActionResultKind kind, in ServiceAction action, string key) => kind switch
    {
        ActionResultKind.Created => "opened an incident",
        ActionResultKind.Repeated => "repeats an open incident",
        ActionResultKind.Late => "came late, and changed nothing",
        ActionResultKind.Acknowledged => "acknowledged an incident",
        ActionResultKind.Resolved => "resolved an incident",
        ActionResultKind.AlreadyResolved => "repeats a resolve",
        ActionResultKind.Suppressed => "held until the maintenance ends",
        ActionResultKind.Withheld => "resolved nothing: this is no recovery",
        _ => $"{(action.ResolveFilter is not null ? "resolved" : "acknowledged")} nothing: {WhyNothing(action.Scope, key)}",
    };

    private string WhyNothing(ServiceScope scope, string key)
    {
        if (key.Length == 0)
        {
            return "the payload gives no incident key, so no incident matches";
        }

        string[] open = openKeys.GetValueOrDefault(scope, []);
        string missing = $"no open incident has the key \"{Shortened(key)}\"";
        return open.Length == 0 ? $"{missing}; none with a key is open" : $"{missing}; nearest \"{NearestName.Of(Shortened(key), open)}\"";
    }

    private static string Shortened(string key) => key.Length <= MaxKeyLength ? key : string.Concat(key.AsSpan(0, MaxKeyLength), "…");
}
