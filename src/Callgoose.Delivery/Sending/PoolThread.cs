using System.Runtime.CompilerServices;

namespace Callgoose.Delivery.Sending;

/// <summary>An awaitable that continues on a pool thread.</summary>
/// <remarks>
/// Sockets of this process complete on the threads that watch them, which serve webhooks. Code that awaits a socket must leave that
/// thread before it does anything else, especially TLS and JSON.
/// </remarks>
internal readonly struct PoolThread : INotifyCompletion
{
    /// <summary>Returns the awaitable.</summary>
    public static PoolThread Enter() => default;

    /// <summary>The awaiter.</summary>
    public PoolThread GetAwaiter() => this;

    /// <summary>Whether the code already runs on a pool thread.</summary>
    public bool IsCompleted => Thread.CurrentThread.IsThreadPoolThread;

    /// <summary>Ends the wait.</summary>
    public void GetResult()
    {
    }

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(static next => next(), continuation, preferLocal: false);
}
