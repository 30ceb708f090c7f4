using System.Threading.Tasks.Sources;
using Callgoose.Incidents;

namespace Callgoose.Storage;

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

    /// <summary>Does the work, on the writer's thread and inside its transaction. May be called again after <see cref="Undo"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="rules">The rules.</param>
    protected internal abstract void Apply(IIncidentStore store, CallRules rules);

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

    /// <summary>Ends the wait, on a thread of the pool: the writer never runs what follows a commit.</summary>
    internal void Complete(CommitStatus result)
    {
        status = result;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Ends the wait with an exception: the command itself is at fault, and nothing of it was kept.</summary>
    internal void Fail(Exception exception)
    {
        fault = exception;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
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
