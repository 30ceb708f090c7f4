using System.Buffers;
using System.IO.Pipelines;

namespace Callgoose.Hosting.Direct;

/// <summary>Where the body of an answer is written, before its length is known. Nothing leaves until the request ends.</summary>
internal sealed class AnswerBody : PipeWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new(512);

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    /// <summary>Makes it empty again.</summary>
    public void Reset() => buffer.ResetWrittenCount();

    /// <inheritdoc/>
    public override void Advance(int bytes) => buffer.Advance(bytes);

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0) => buffer.GetMemory(sizeHint);

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => buffer.GetSpan(sizeHint);

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

    /// <inheritdoc/>
    public override void CancelPendingFlush()
    {
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
    }
}
