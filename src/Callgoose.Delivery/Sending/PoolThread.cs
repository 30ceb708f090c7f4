using System.Runtime.CompilerServices;

namespace Callgoose.Delivery.Sending;

/// <summary>Goes on a thread of the pool.</summary>
/// <remarks>
/// Sockets of this process complete on the threads that watch them, which serve webhooks: whatever waits for one has to leave that
/// thread before it does anything else, TLS and JSON above all.
/// </remarks>
internal readonly struct PoolThread : INotifyCompletion
{
    /// <summary>To be awaited.</summary>
    public static PoolThread Enter() => default;

    /// <summary>The awaiter.</summary>
    public PoolThread GetAwaiter() => this;

    /// <summary>Whether nothing has to be done.</summary>
    public bool IsCompleted => Thread.CurrentThread.IsThreadPoolThread;

    /// <summary>Ends the wait.</summary>
    public void GetResult()
    {
    }

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(static next => next(), continuation, preferLocal: false);
}
