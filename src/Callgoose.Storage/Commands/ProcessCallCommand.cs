using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Applies the rules to a call of the Process API.</summary>
public sealed class ProcessCallCommand : StoreCommand
{
    /// <summary>The call. Do not touch it from the start of the commit until the wait for it has ended.</summary>
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
    protected internal override void CollectReads(BatchReads reads)
    {
        ArgumentNullException.ThrowIfNull(reads);
        if (!Call.DeliveryId.IsEmpty)
        {
            reads.AddDelivery(Call.TokenId, Call.Text[Call.DeliveryId]);
        }

        if (!Call.SignedId.IsEmpty)
        {
            reads.AddDelivery(Call.TokenId, Call.Text[Call.SignedId]);
        }

        if (Call.Relayed.Sequence != 0)
        {
            reads.AddRelay(Call.TokenId, Call.Relayed.Relay);
        }

        foreach (ref readonly ServiceAction action in Call.Actions)
        {
            AddKey(reads, action, action.ResolveKeySpace, action.ResolveKey);
            AddMembers(reads, action, action.ResolveKeySpace, action.ResolveKey, action.EndedMembers);
            AddKey(reads, action, action.AcknowledgeKeySpace, action.AcknowledgeKey);
            AddKey(reads, action, action.TriggerKeySpace, action.TriggerKey);
            AddMembers(reads, action, action.TriggerKeySpace, action.TriggerKey, action.Members);
            AddMembers(reads, action, action.TriggerKeySpace, action.TriggerKey, action.ListedMembers);
            if (action.TriggerFilter is not null && action.TriggerKey.IsEmpty)
            {
                reads.AddBody(action.Scope, action.TriggerIntegration?.Name ?? string.Empty, action.TriggerFilter, Call.Text[action.BodyDigest]);
            }
        }
    }

    private void AddKey(BatchReads reads, in ServiceAction action, string keySpace, TextRange key)
    {
        if (!key.IsEmpty)
        {
            reads.AddKey(action.Scope, keySpace, Call.Text[key]);
        }
    }

    private void AddMembers(BatchReads reads, in ServiceAction action, string keySpace, TextRange key, TextRange members)
    {
        if (!key.IsEmpty)
        {
            foreach (byte[] member in CallRules.KeysOfMembers(action.Scope, keySpace, Call.Text[key], Call.Text[members]))
            {
                reads.AddKey(action.Scope, keySpace, member);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Runs on the caller's thread: hashing takes microseconds per kilobyte, and the writer's time is scarce.</remarks>
    protected internal override void Prepare()
    {
        if (!Call.DeliveryId.IsEmpty)
        {
            Call.DigestBody();
        }
    }

    /// <inheritdoc/>
    protected internal override void Undo() => Call.ResetOutcome();
}
