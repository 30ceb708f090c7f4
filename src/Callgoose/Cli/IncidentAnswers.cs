using System.Globalization;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;

namespace Callgoose.Cli;

/// <summary>Results of the incident commands without a server, in the form of the HTTP API.</summary>
internal static class IncidentAnswers
{
    /// <summary>Converts a page of incidents.</summary>
    public static JsonElement Of(IncidentPage page) => Parse(json =>
    {
        json.WriteStartArray("incidents"u8);
        foreach (IncidentSummary incident in page.Incidents)
        {
            json.WriteStartObject();
            IncidentJson.WriteMembers(json, incident);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor?.ToString(CultureInfo.InvariantCulture));
    });

    /// <summary>Converts an incident; null stays null.</summary>
    public static JsonElement? Of(IncidentDetails? details) => details is null ? null : Parse(json => IncidentJson.WriteDetails(json, details));

    /// <summary>Converts a list of change events.</summary>
    public static JsonElement Of(IReadOnlyList<ChangeEvent> changes) => Parse(json => ChangeJson.WriteList(json, changes));

    /// <summary>Creates a query for the change events of a service, or of all.</summary>
    public static ChangeQuery Changes(string? service, DateTimeOffset since, int limit) =>
        new() { Services = service is null ? null : [service], Since = since.ToUnixTimeMilliseconds(), Limit = limit };

    /// <summary>Changes an incident.</summary>
    /// <inheritdoc cref="IIncidentAccess.ActAsync"/>
    /// <exception cref="IOException">The store cannot commit, or the incident is already resolved.</exception>
    public static async Task<JsonElement?> ActAsync(IncidentStore store, string id, string action, string? comment)
    {
        IncidentDetails? details = TimeOrderedId.TryParse(id, out TimeOrderedId incident) ? await store.FindAsync(incident) : null;
        if (details is null)
        {
            return null;
        }

        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var transition = new Transition(IncidentActionsEndpoint.KindOf(action)!.Value, now, "command line", store.Ids.Next(), comment);
        var command = new IncidentActionCommand(incident, details.Incident.Environment, transition);
        if (await store.CommitAsync(command) != CommitStatus.Committed)
        {
            throw new IOException("The store cannot commit; nothing was changed.");
        }

        return command.Outcome == ActionOutcome.Refused ? throw new IOException(Problems.IncidentIsOver.Detail) : Of(await store.FindAsync(incident));
    }

    private static JsonElement Parse(Action<Utf8JsonWriter> members)
    {
        using JsonDocument document = JsonDocument.Parse(JsonText.Write(members));
        return document.RootElement.Clone();
    }
}
