using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

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
    /// <remarks>It is asked for once somebody waits: a turn that came before that would be over before what it is for had begun.</remarks>
    public Turns TurnAsync() => new(this);

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

    /// <summary>What is awaited for a turn.</summary>
    /// <param name="longWork">Where it is taken.</param>
    internal readonly struct Turns(LongWork longWork) : ICriticalNotifyCompletion
    {
        /// <summary>False: nobody has a turn without waiting.</summary>
        public bool IsCompleted => false;

        /// <summary>Itself.</summary>
        public Turns GetAwaiter() => this;

        /// <summary>Nothing: it cannot fail.</summary>
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
