using System.Threading.Tasks.Sources;
using Callgoose.Incidents;

namespace Callgoose.Storage.Contract;

/// <summary>
/// Something for the writer to do, and the waiting for its commit. Made once and committed again and again: waiting for
/// it allocates nothing.
/// </summary>
/// <remarks>Committed by one caller at a time: not again before the wait for the last time has ended.</remarks>
public abstract class StoreCommand : IValueTaskSource<CommitStatus>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<CommitStatus> completion;
    private CommitStatus status;
    private Exception? fault;

    /// <summary>Where what waits for the commit goes on.</summary>
    protected internal virtual ContinuationMode ContinuationMode => ContinuationMode.OwnWorkItem;

    /// <summary>The command behind or before this one, wherever it stands in line.</summary>
    internal StoreCommand? Next { get; set; }

    /// <summary>Does the work, on the writer's thread and inside its transaction, over rows that nobody else changes meanwhile. May be called again after <see cref="Undo"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="rules">The rules.</param>
    protected internal abstract void Apply(IIncidentStore store, CallRules rules);

    /// <summary>Does what can be done before the writer has the command, on the thread of the caller.</summary>
    protected internal virtual void Prepare()
    {
    }

    /// <summary>
    /// Names everything that <see cref="Apply"/> may read, so that a store across a network can fetch it before. What a command does not
    /// name here, it does not find there.
    /// </summary>
    protected internal virtual void CollectReads(BatchReads reads)
    {
    }

    /// <summary>Takes back what <see cref="Apply"/> noted outside the store, because the transaction was undone. Must not throw.</summary>
    protected internal virtual void Undo()
    {
    }

    /// <summary>Gets ready for a commit.</summary>
    internal ValueTask<CommitStatus> Begin()
    {
        fault = null;
        completion.Reset();
        return new ValueTask<CommitStatus>(this, completion.Version);
    }

    /// <summary>Says how the wait will end. It ends when the command is released.</summary>
    internal void Settle(CommitStatus result) => status = result;

    /// <summary>Whether the wait ends, or has ended, with an exception.</summary>
    internal bool HasFault => fault is not null;

    /// <summary>The wait will end with an exception: the command itself is at fault, and nothing of it was kept.</summary>
    internal void Settle(Exception exception) => fault = exception;

    /// <summary>Ends the waits for a settled command and all that are linked behind it.</summary>
    internal void EndWaits()
    {
        StoreCommand? command = this;
        while (command is not null)
        {
            // Once its wait has ended a command may be on its way to the writer again.
            StoreCommand? following = command.Next;
            command.Next = null;
            command.EndWait();
            command = following;
        }
    }

    void IThreadPoolWorkItem.Execute() => EndWaits();

    private void EndWait()
    {
        if (fault is null)
        {
            completion.SetResult(status);
        }
        else
        {
            completion.SetException(fault);
        }
    }

    CommitStatus IValueTaskSource<CommitStatus>.GetResult(short token) => completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<CommitStatus>.GetStatus(short token) => completion.GetStatus(token);

    void IValueTaskSource<CommitStatus>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        completion.OnCompleted(continuation, state, token, flags);
}
