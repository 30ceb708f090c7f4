using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Adds a note to the timeline of an incident, in any state.</summary>
/// <param name="incident">The incident.</param>
/// <param name="environment">The environment that the incident must belong to.</param>
/// <param name="note">The line, with the note as its comment.</param>
public sealed class NoteCommand(TimeOrderedId incident, string environment, Transition note) : StoreCommand
{
    /// <summary>The maximum length of a timeline that still accepts notes: a script that adds one a minute must not fill the disk.</summary>
    public const int MaxLines = 1000;

    /// <summary>The result. Valid once the store has committed.</summary>
    public ActionOutcome Outcome { get; private set; }

    /// <summary>
    /// The call that contained the note, or null. Its delivery is remembered together with its result. Do not touch it until the wait for
    /// the commit has ended.
    /// </summary>
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
