using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Callgoose.Threads;

namespace Callgoose.Hosting;

/// <summary>
/// The input of a connection, read on pool threads. So the thread that watches the sockets serves no request, and no client occupies a pool thread
/// permanently. The end is hidden as described at <see cref="HiddenEnd"/>.
/// </summary>
/// <remarks>
/// <para>A reader that waits for bytes resumes after all work that already waits for a thread. A connection whose next bytes are always available,
/// because the client pipelines, would keep its thread forever, so it releases the thread after a few reads. TLS and HTTP/2 read through
/// this class, so the bound applies to them, too.</para>
/// <para>This costs one extra call per read; with TLS the stream in between does that anyway. A pipe has only one read at a time, so this one
/// object serves as the awaited source of every read. An async method would allocate an object for every waiting connection, and so for every
/// request.</para>
/// </remarks>
internal sealed class PooledInput : PipeReader, IValueTaskSource<ReadResult>, IThreadPoolWorkItem
{
    /// <summary>How many consecutive reads may complete at once. A webhook needs two: one for its headers and one for its body.</summary>
    private const int MostReadsInARow = 8;

    private readonly PipeReader inner;
    private readonly Action resume;
    private ManualResetValueTaskSourceCore<ReadResult> source;
    private ValueTaskAwaiter<ReadResult> pending;
    private HiddenEnd end;
    private int readsInARow;
    private LongWork? turns;

    /// <summary>Wraps another reader.</summary>
    /// <param name="inner">The other reader.</param>
    /// <param name="turns">Where each read waits for a turn, until <see cref="LeaveLongWork"/>. Null for no turns.</param>
    public PooledInput(PipeReader inner, LongWork? turns)
    {
        this.inner = inner;
        this.turns = turns;
        resume = Resume;
    }

    /// <summary>Marks all further reads as short work. Only the reader calls this.</summary>
    public void LeaveLongWork() => turns = null;

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
#pragma warning disable CA2012 // Asked for its result where it has one: here, or in what it goes on with.
        ValueTask<ReadResult> read = inner.ReadAsync(cancellationToken);
#pragma warning restore CA2012
        if (read.IsCompletedSuccessfully && turns is null && ++readsInARow <= MostReadsInARow)
        {
            return new ValueTask<ReadResult>(end.Show(read.Result));
        }

        readsInARow = 0;
        source.Reset();
        short version = source.Version;
        pending = read.GetAwaiter();
        if (read.IsCompleted)
        {
            resume();
        }
        else
        {
            pending.UnsafeOnCompleted(resume);
        }

        return new ValueTask<ReadResult>(this, version);
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        bool read = inner.TryRead(out result);
        result = end.Show(result);
        return read;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

    /// <inheritdoc/>
    public override void CancelPendingRead() => inner.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    void IThreadPoolWorkItem.Execute()
    {
        ReadResult result;
        try
        {
            result = end.Show(pending.GetResult());
        }
        catch (Exception e)
        {
            source.SetException(e);
            return;
        }

        source.SetResult(result);
    }

    private void Resume()
    {
        if (turns is LongWork longWork)
        {
            longWork.Queue(this);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
