using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Callgoose.Threads;

namespace Callgoose.Hosting;

/// <summary>
/// What a connection receives, read on threads of the pool: the thread that watches the sockets serves no request, and no client keeps a
/// thread of the pool. The end is hidden as <see cref="HiddenEnd"/> says.
/// </summary>
/// <remarks>
/// <para>Whoever waits for bytes goes on behind everything that waits for a thread already. A connection whose next bytes are always there,
/// because the client pipelines, would keep its thread for ever; it gives it back after every few reads. TLS and HTTP/2 read through
/// this too, so the bound holds for them as well.</para>
/// <para>This costs a call for each read; with TLS the stream between does the same already. A pipe has one read at a time, so this one
/// object can be what each of them is waited for: an async method would make one for every connection that waits, and so for every
/// request.</para>
/// </remarks>
internal sealed class PooledInput : PipeReader, IValueTaskSource<ReadResult>, IThreadPoolWorkItem
{
    /// <summary>So many reads in a row may find their bytes there. A webhook takes two: one for its head and one for its body.</summary>
    private const int MostReadsInARow = 8;

    private readonly PipeReader inner;
    private readonly Action resume;
    private ManualResetValueTaskSourceCore<ReadResult> source;
    private ValueTaskAwaiter<ReadResult> pending;
    private HiddenEnd end;
    private int readsInARow;
    private LongWork? turns;

    /// <summary>Reads what another reader gives.</summary>
    /// <param name="inner">The other reader.</param>
    /// <param name="turns">Where whoever reads waits for a turn, until <see cref="LeaveLongWork"/>. Null for none.</param>
    public PooledInput(PipeReader inner, LongWork? turns)
    {
        this.inner = inner;
        this.turns = turns;
        resume = Resume;
    }

    /// <summary>From now on what is read is short work. Called by whoever reads.</summary>
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
