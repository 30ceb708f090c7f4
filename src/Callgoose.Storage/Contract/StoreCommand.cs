using System.Threading.Tasks.Sources;
using Callgoose.Incidents;

namespace Callgoose.Storage.Contract;

/// <summary>
/// A unit of work for the writer, which its caller can await until it is committed. An instance is reusable, so that waiting allocates
/// nothing.
/// </summary>
/// <remarks>Only one caller at a time may commit a command, and only after the previous wait for it has ended.</remarks>
public abstract class StoreCommand : IValueTaskSource<CommitStatus>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<CommitStatus> completion;
    private CommitStatus status;
    private Exception? fault;

    /// <summary>Where the code that waits for the commit continues.</summary>
    protected internal virtual ContinuationMode ContinuationMode => ContinuationMode.OwnWorkItem;

    /// <summary>The neighbour of this command in the list that holds it: the previous or the next one.</summary>
    internal StoreCommand? Next { get; set; }

    /// <summary>
    /// Does the work, on the writer's thread and inside its transaction. No other code changes the rows meanwhile. May be called again
    /// after <see cref="Undo"/>.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="rules">The rules.</param>
    protected internal abstract void Apply(IIncidentStore store, CallRules rules);

    /// <summary>Does the work that is possible on the caller's thread, before the writer gets the command.</summary>
    protected internal virtual void Prepare()
    {
    }

    /// <summary>
    /// Adds everything that <see cref="Apply"/> may read, so that a store across a network can fetch it before. <see cref="Apply"/> does
    /// not find there what is not added here.
    /// </summary>
    protected internal virtual void CollectReads(BatchReads reads)
    {
    }

    /// <summary>Reverts what <see cref="Apply"/> recorded outside the store, because the transaction was undone. Must not throw.</summary>
    protected internal virtual void Undo()
    {
    }

    /// <summary>Prepares for a commit.</summary>
    internal ValueTask<CommitStatus> Begin()
    {
        fault = null;
        completion.Reset();
        return new ValueTask<CommitStatus>(this, completion.Version);
    }

    /// <summary>Sets the result of the wait. The wait ends when the command is released.</summary>
    internal void Settle(CommitStatus result) => status = result;

    /// <summary>True if the wait ends, or has ended, with an exception.</summary>
    internal bool HasFault => fault is not null;

    /// <summary>Makes the wait end with an exception: the command itself is at fault, and none of its effects were kept.</summary>
    internal void Settle(Exception exception) => fault = exception;

    /// <summary>Ends the waits for a settled command and for all commands linked after it.</summary>
    internal void EndWaits()
    {
        StoreCommand? command = this;
        while (command is not null)
        {
            // Read the link first: once its wait has ended, a command may be queued again.
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
