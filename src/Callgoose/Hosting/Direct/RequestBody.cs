using System.Buffers;
using System.IO.Pipelines;

namespace Callgoose.Hosting.Direct;

/// <summary>A body that is there already, as the pipe that the steps of a call read.</summary>
internal sealed class RequestBody : PipeReader
{
    private ReadOnlySequence<byte> rest;

    /// <summary>Begins a body.</summary>
    public void Begin(in ReadOnlySequence<byte> body) => rest = body;

    /// <summary>Lets go of it.</summary>
    public void End() => rest = default;

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        result = new ReadResult(rest, isCanceled: false, isCompleted: true);
        return true;
    }

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new ReadResult(rest, isCanceled: false, isCompleted: true));

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => rest = rest.Slice(consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => AdvanceTo(consumed);

    /// <inheritdoc/>
    public override void CancelPendingRead()
    {
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
    }
}
