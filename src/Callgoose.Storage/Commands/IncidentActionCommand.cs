using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Acknowledges, unacknowledges or resolves an incident on behalf of a person.</summary>
/// <param name="incident">The incident.</param>
/// <param name="environment">The environment that the incident must belong to.</param>
/// <param name="transition">The requested transition, with its time and the person.</param>
public sealed class IncidentActionCommand(TimeOrderedId incident, string environment, Transition transition) : StoreCommand
{
    /// <summary>The result. Valid once the store has committed.</summary>
    public ActionOutcome Outcome { get; private set; }

    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!store.TryFind(incident, environment, out StoredIncident stored))
        {
            Outcome = ActionOutcome.NotFound;
            return;
        }

        IncidentState? next = LifecycleRules.Next(stored.State, transition.Kind);
        Outcome = next is null ? ActionOutcome.Refused : next == stored.State ? ActionOutcome.Unchanged : ActionOutcome.Changed;
        if (Outcome != ActionOutcome.Changed)
        {
            return;
        }

        bool wasHeld = stored.State == IncidentState.Suppressed;
        stored.State = next!.Value;
        stored.AcknowledgedUpTo = next == IncidentState.Acknowledged ? stored.OccurredAt : stored.AcknowledgedUpTo;
        stored.ResolvedAt = next == IncidentState.Resolved ? transition.At : 0;
        stored.Lines++;
        store.Update(stored);
        store.AppendTransition(stored.Sequence, stored.Lines, transition with { Origin = TransitionOrigin.Person }, isTold: !wasHeld);
    }

    /// <inheritdoc/>
    protected internal override void CollectReads(BatchReads reads)
    {
        ArgumentNullException.ThrowIfNull(reads);
        reads.AddIncident(incident, environment);
    }
}
