using System.Security.Cryptography;
using System.Text;
using Callgoose.Storage.Memory;

namespace Callgoose.Incidents.Tests;

/// <summary>Applies calls one after the other to a <see cref="MemoryStore"/>.</summary>
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

    /// <summary>The delivery id of the next calls; null for none.</summary>
    public string? DeliveryId { get; set; }

    /// <summary>The token of the next calls.</summary>
    public TimeOrderedId TokenId { get; set; } = new(0x70, 1);

    /// <summary>Whether a filter passed in the last call, or in the call whose verdict it got.</summary>
    public bool AnyFilterPassed => call.AnyFilterPassed;

    /// <summary>The body of the next calls.</summary>
    public string Body { get; set; } = """{"status":"Started"}""";

    /// <summary>A person acknowledges the only incident.</summary>
    public void Acknowledge() => Act(TransitionKind.Acknowledged);

    /// <summary>A person acts on the newest incident.</summary>
    public void Act(TransitionKind kind)
    {
        StoredIncident row = Store.Incidents[^1].Row;
        row.State = LifecycleRules.Next(row.State, kind)!.Value;
        row.AcknowledgedUpTo = row.OccurredAt;
        row.ResolvedAt = row.State == IncidentState.Resolved ? Now : 0;
        row.Lines++;
        Store.Update(row);
        Store.AppendTransition(row.Sequence, row.Lines, new Transition(kind, Now, "somebody", default, null, TransitionOrigin.Person), isTold: true);
        Store.Keep();
    }

    /// <summary>Runs everything that is due.</summary>
    public int Due()
    {
        int count = CallRules.ApplyDue(Store, Now, 100);
        Store.Keep();
        return count;
    }

    /// <summary>The results of the actions of the last call.</summary>
    public ActionResultKind[] Results() => [.. call.Results.ToArray().Select(static result => result.Kind)];

    /// <summary>Why the last call had no effect.</summary>
    public NoEffectReason Reason => call.Reason;

    public void Wait(TimeSpan time) => clock.Now += time;

    /// <summary>Makes one call, as the request path does, and returns its outcome.</summary>
    public CallOutcome Call(params ReadOnlySpan<Wanted> actions)
    {
        call.Reset();
        call.Id = new TimeOrderedId(0xCA11, ++calls);
        call.ReceivedAt = Now;
        call.Body.Append(Encoding.UTF8.GetBytes(Body));
        call.Source = Text("betterstack");
        call.TokenId = TokenId;
        call.DeliveryId = DeliveryId is null ? default : Text(DeliveryId);
        foreach (Wanted wanted in actions)
        {
            Add(wanted);
        }

        rules.Apply(call, Store);
        Store.Keep();
        return call.Outcome;
    }

    /// <summary>The incidents that the last call touched, by their number in the store.</summary>
    public long[] Touched() =>
        [.. call.Incidents.ToArray().Select(id => Assert.Single(Store.Incidents, incident => incident.Id == id).Row.Sequence)];

    private void Add(Wanted wanted)
    {
        ref ServiceAction action = ref call.AddAction(new ServiceScope(wanted.Environment, wanted.Service));
        if (wanted.TriggerKey is not null)
        {
            action.TriggerFilter = "incident";
            action.Urgency = wanted.Urgency;
            action.TriggerKey = Text(wanted.TriggerKey);
            action.TriggerOccurredAt = wanted.Began;
            action.TriggerKeySpace = wanted.KeySpace;
            action.BodyDigest = wanted.TriggerKey.Length == 0 ? call.Text.Append(SHA256.HashData(call.Body.Written)) : default;
            action.IsSuppressed = wanted.SuppressedUntil != 0;
            action.SuppressedUntil = wanted.SuppressedUntil;
            action.ResolveAfter = wanted.ResolveAfter;
            action.EndsAt = wanted.EndsAt;
            action.Members = Members(wanted.Members);
            action.ListedMembers = Members(wanted.Listed);
            action.VanishedMembers = Members(wanted.Vanished);
            action.Title = Text(wanted.Title);
            action.Description = Text(wanted.Description);
        }

        if (wanted.ResolveKey is not null)
        {
            action.ResolveFilter = "recovery";
            action.ResolveKey = Text(wanted.ResolveKey);
            action.ResolveKeySpace = wanted.KeySpace;
            action.ResolveWithheld = wanted.Withheld;
            action.ResolveOccurredAt = wanted.Ended;
            action.EndedMembers = Members(wanted.EndedMembers);
        }

        if (wanted.AcknowledgeKey is not null)
        {
            action.AcknowledgeFilter = "taken";
            action.AcknowledgeKey = Text(wanted.AcknowledgeKey);
            action.AcknowledgeKeySpace = wanted.KeySpace;
            action.AcknowledgeOccurredAt = wanted.Given;
        }

        action.IsTimed = wanted.IsTimed;
    }

    private TextRange Members(string[] names)
    {
        Span<byte> room = new byte[names.Sum(static name => MemberList.SizeOf(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(name)))];
        int length = 0;
        foreach (string name in names)
        {
            length += MemberList.Write(room[length..], Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(name));
        }

        return call.Text.Append(room);
    }

    private TextRange Text(string text) => call.Text.Append(Encoding.UTF8.GetBytes(text));
}
