using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Callgoose.Threads;

/// <summary>
/// Runs work whose duration a client controls (decompressing, explaining, long bodies, disk reads) in turns: a few at once, first come, first served.
/// This leaves pool threads free for short work.
/// </summary>
/// <remarks>
/// A turn begins when the awaiting code resumes, and ends when that code awaits something else or completes. So no turn is held while
/// a client does not read its answer, and there is nothing to release.
/// </remarks>
/// <param name="most">The maximum number of concurrent turns.</param>
internal sealed class LongWork(int most) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<IThreadPoolWorkItem> waiting = new();
    private int count;

    /// <summary>Uses half of the processors, so that any number of connections with only long work leaves the other half free.</summary>
    public LongWork()
        : this(Math.Max(1, Environment.ProcessorCount / 2))
    {
    }

    /// <summary>Waits for a turn. The awaiting code resumes within its turn, on a pool thread.</summary>
    /// <remarks>The turn is requested only when the result is awaited: an earlier turn could end before its work has begun.</remarks>
    public Turns TurnAsync() => new(this);

    /// <summary>Runs a work item as a turn.</summary>
    /// <param name="work">The work. It must not throw.</param>
    public void Queue(IThreadPoolWorkItem work)
    {
        waiting.Enqueue(work);
        if (Interlocked.Increment(ref count) <= most)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        waiting.TryDequeue(out IThreadPoolWorkItem? work);
        work!.Execute();

        // Queued behind everything else that waits for a thread, so that short work runs between two turns.
        if (Interlocked.Decrement(ref count) >= most)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>The awaitable of a turn.</summary>
    /// <param name="longWork">The scheduler.</param>
    internal readonly struct Turns(LongWork longWork) : ICriticalNotifyCompletion
    {
        /// <summary>Always false: every turn is awaited.</summary>
        public bool IsCompleted => false;

        /// <summary>Returns itself.</summary>
        public Turns GetAwaiter() => this;

        /// <summary>Does nothing: a turn cannot fail.</summary>
        public void GetResult()
        {
        }

        /// <inheritdoc/>
        public void OnCompleted(Action continuation) => longWork.Queue(new Turn(continuation));

        /// <inheritdoc/>
        public void UnsafeOnCompleted(Action continuation) => longWork.Queue(new Turn(continuation));
    }

    private sealed class Turn(Action continuation) : IThreadPoolWorkItem
    {
        void IThreadPoolWorkItem.Execute() => continuation();
    }
}
