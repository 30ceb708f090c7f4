using Callgoose.Incidents;

namespace Callgoose.Storage.Tests;

/// <summary>The answer to a delivery, as a row.</summary>
internal sealed class KeptDelivery(IncomingCall call, string digest)
{
    private readonly TimeOrderedId id = call.Id;
    private readonly CallOutcome outcome = call.Outcome;
    private readonly bool anyFilterPassed = call.AnyFilterPassed;
    private readonly NoEffectReason reason = call.Reason;
    private readonly TimeOrderedId[] touched = call.Incidents.ToArray();
    private readonly ActionResult[] results = call.Results.ToArray();

    public string Digest => digest;

    public long ReceivedAt { get; } = call.ReceivedAt;

    public void Replay(IncomingCall incoming)
    {
        incoming.Replay(id, outcome, anyFilterPassed, reason);
        Array.ForEach(touched, incoming.AddIncident);
        for (int i = 0; i < Math.Min(results.Length, incoming.Actions.Length); i++)
        {
            incoming.SetResult(i, results[i]);
        }
    }
}
