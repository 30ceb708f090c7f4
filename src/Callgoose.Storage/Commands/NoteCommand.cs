using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Adds a note to the timeline of an incident, whatever state it is in.</summary>
/// <param name="incident">The incident.</param>
/// <param name="environment">The environment that it has to be in.</param>
/// <param name="note">The line, with the note as its comment.</param>
public sealed class NoteCommand(TimeOrderedId incident, string environment, Transition note) : StoreCommand
{
    /// <summary>An incident with so many lines takes no more notes: a script that adds one a minute is not to fill the disk.</summary>
    public const int MaxLines = 1000;

    /// <summary>What came of it. Valid once the store has committed.</summary>
    public ActionOutcome Outcome { get; private set; }

    /// <summary>The call that brought it, whose delivery is remembered with what it did; null if there is none. Not to be touched between the commit and the end of the wait for it.</summary>
    public IncomingCall? Call { get; init; }

    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!store.TryFind(incident, environment, out StoredIncident stored))
        {
            Outcome = ActionOutcome.NotFound;
            return;
        }

        if (stored.Lines >= MaxLines)
        {
            Outcome = ActionOutcome.Refused;
            return;
        }

        Outcome = ActionOutcome.Changed;
        stored.Lines++;
        store.Update(stored);
        store.AppendTransition(stored.Sequence, stored.Lines, note with { Origin = TransitionOrigin.Person }, isTold: false);
        if (Call is not null)
        {
            Call.AddIncident(incident);
            store.RecordDelivery(Call, Call.DeliveryId, Call.DigestBody());
        }
    }

    /// <inheritdoc/>
    protected internal override void CollectReads(BatchReads reads)
    {
        ArgumentNullException.ThrowIfNull(reads);
        reads.AddIncident(incident, environment);
        if (Call is not null)
        {
            reads.AddDelivery(Call.TokenId, Call.Text[Call.DeliveryId]);
        }
    }

    /// <inheritdoc/>
    protected internal override void Prepare() => Call?.DigestBody();

    /// <inheritdoc/>
    protected internal override void Undo() => Call?.ResetOutcome();
}
