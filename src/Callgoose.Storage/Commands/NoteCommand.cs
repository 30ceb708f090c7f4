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
    }

    /// <inheritdoc/>
    protected internal override void CollectReads(BatchReads reads)
    {
        ArgumentNullException.ThrowIfNull(reads);
        reads.AddIncident(incident, environment);
    }
}
