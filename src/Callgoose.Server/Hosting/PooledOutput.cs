using System.IO.Pipelines;

namespace Callgoose.Hosting;

/// <summary>The output of a connection. Code that waits for the client to receive it resumes on a pool thread.</summary>
/// <remarks>Otherwise that code would run on the thread that watches the sockets and delay all connections.</remarks>
internal sealed class PooledOutput(PipeWriter inner) : PipeWriter
{
    /// <summary>How often something was sent. Only the sender writes it; other threads may check whether it has grown.</summary>
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
