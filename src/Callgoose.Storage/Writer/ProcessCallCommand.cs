using Callgoose.Incidents;

namespace Callgoose.Storage;

/// <summary>Applies a call of the Process API by the rules.</summary>
public sealed class ProcessCallCommand : StoreCommand
{
    /// <summary>The call. Not to be touched between the commit and the end of the wait for it.</summary>
    public IncomingCall Call { get; } = new();

    /// <inheritdoc/>
    protected internal override ContinuationMode ContinuationMode => ContinuationMode.SharedWorkItem;

    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.Apply(Call, store);
    }

    /// <inheritdoc/>
    protected internal override void Undo() => Call.ResetOutcome();
}
