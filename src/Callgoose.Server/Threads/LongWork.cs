using System.Collections.Concurrent;

namespace Callgoose.Threads;

/// <summary>
/// Work whose length a client decides (decompressing, explaining, long bodies, reading from the disk), done in turns: a few at once, in
/// the order in which they were asked for. Threads of the pool are left for what is short.
/// </summary>
/// <remarks>
/// A turn begins where whoever asked for it goes on, and ends where that waits for something else or is done. So nothing is held while
/// a client does not read its answer, and nothing has to be given back.
/// </remarks>
/// <param name="most">How many turns there may be at once.</param>
internal sealed class LongWork(int most) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<IThreadPoolWorkItem> waiting = new();
    private int count;

    /// <summary>Half of the processors, so that one connection, or a thousand, that ask for nothing else leave the other half.</summary>
    public LongWork()
        : this(Math.Max(1, Environment.ProcessorCount / 2))
    {
    }

    /// <summary>Waits for a turn. Whoever waits goes on within it, on a thread of the pool.</summary>
    public Task TurnAsync()
    {
        var turn = new Turn();
        Queue(turn);
        return turn.Task;
    }

    /// <summary>Runs something as a turn.</summary>
    /// <param name="work">Must not throw.</param>
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

        // Behind everything else that waits for a thread: between two turns what is short gets its own.
        if (Interlocked.Decrement(ref count) >= most)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Its continuation runs where it is completed.</summary>
    private sealed class Turn : TaskCompletionSource, IThreadPoolWorkItem
    {
        void IThreadPoolWorkItem.Execute() => SetResult();
    }
}
