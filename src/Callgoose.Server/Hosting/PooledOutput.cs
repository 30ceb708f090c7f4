using System.IO.Pipelines;

namespace Callgoose.Hosting;

/// <summary>What a connection sends, where whoever waits for the client to take it goes on on a thread of the pool.</summary>
/// <remarks>Otherwise it would go on on the thread that watches the sockets, and all connections would wait for what follows.</remarks>
internal sealed class PooledOutput(PipeWriter inner) : PipeWriter
{
    /// <summary>How often something was sent. Only who sends counts; others can see whether it has grown.</summary>
    public int Flushes { get; private set; }

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    /// <inheritdoc/>
    public override long UnflushedBytes => inner.UnflushedBytes;

    /// <inheritdoc/>
    public override void Advance(int bytes) => inner.Advance(bytes);

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

    /// <inheritdoc/>
    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Flushes++;
#pragma warning disable CA2012 // Waited for once, here or by the caller.
        ValueTask<FlushResult> flush = inner.FlushAsync(cancellationToken);
#pragma warning restore CA2012
        return flush.IsCompleted ? flush : WaitAsync(flush);
    }

    private static async ValueTask<FlushResult> WaitAsync(ValueTask<FlushResult> flush)
    {
        try
        {
            return await flush;
        }
        finally
        {
            await Task.Yield();
        }
    }
}
