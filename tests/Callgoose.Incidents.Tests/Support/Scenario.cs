using System.Text;

namespace Callgoose.Incidents.Tests;

/// <summary>Calls applied one after the other to a <see cref="MemoryStore"/>.</summary>
internal sealed class Scenario
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly SettableClock clock = new();
    private readonly IncomingCall call = new();
    private readonly CallRules rules;
    private ulong calls;

    public Scenario() => rules = new CallRules(new TimeOrderedIds(clock), Window);

    public MemoryStore Store { get; } = new();

    public long Now => clock.UnixMilliseconds;

    /// <summary>The only incident.</summary>
    public MemoryIncident Incident => Assert.Single(Store.Incidents);

    /// <summary>The id of the last call.</summary>
    public TimeOrderedId CallId => call.Id;

    /// <summary>The body of the following calls.</summary>
    public string Body { get; set; } = """{"status":"Started"}""";

    public void Wait(TimeSpan time) => clock.Now += time;

    /// <summary>Makes one call, as the request path does, and gives what came of it.</summary>
    public CallOutcome Call(params ReadOnlySpan<Wanted> actions)
    {
        call.Reset();
        call.Id = new TimeOrderedId(0xCA11, ++calls);
        call.ReceivedAt = Now;
        call.Body.Append(Encoding.UTF8.GetBytes(Body));
        call.Source = Text("betterstack");
        foreach (Wanted wanted in actions)
        {
            Add(wanted);
        }

        rules.Apply(call, Store);
        return call.Outcome;
    }

    /// <summary>The incidents that the last call touched, by their number in the store.</summary>
    public long[] Touched() =>
        [.. call.Incidents.ToArray().Select(id => Assert.Single(Store.Incidents, incident => incident.Id == id).Sequence)];

    private void Add(Wanted wanted)
    {
        ref ServiceAction action = ref call.AddAction(new ServiceScope(wanted.Environment, wanted.Service));
        if (wanted.TriggerKey is not null)
        {
            action.TriggerFilter = "incident";
            action.Urgency = wanted.Urgency;
            action.TriggerKey = Text(wanted.TriggerKey);
            action.BodyDigest = wanted.TriggerKey.Length == 0 ? Text($"digest of {Body}") : default;
            action.Title = Text(wanted.Title);
            action.Description = Text(wanted.Description);
        }

        if (wanted.ResolveKey is not null)
        {
            action.ResolveFilter = "recovery";
            action.ResolveKey = Text(wanted.ResolveKey);
        }
    }

    private TextRange Text(string text) => call.Text.Append(Encoding.UTF8.GetBytes(text));
}
