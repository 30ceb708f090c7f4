using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Callgoose.Http;
using Microsoft.AspNetCore.Connections;

namespace Callgoose.Hosting;

/// <summary>
/// What a connection receives, whose end is not told before all bytes in front of it have been looked at. A client that
/// closes its sending side behind its request still waits for the answer (RFC 9112, section 9.6).
/// </summary>
/// <remarks>
/// <para>The HTTP server takes the end of what it receives for the end of the connection, even where the whole request stands
/// before it, and answers nobody. A connection that is really gone is noticed when the answer is written. This costs a call
/// for each read; with TLS the stream between does the same already. A pipe has one read at a time, so this one object can be
/// what each of them is waited for: an async method would make one for every connection that waits, and so for every request.</para>
/// <para>Whoever waits for bytes goes on on a thread of the pool, behind everything that waits for one already: the thread that watches the sockets serves
/// no request. A connection whose next bytes are always there, because the client pipelines, would keep its thread for ever; it gives
/// it back after every few reads. TLS and HTTP/2 read through this too, so the bound holds for them as well.</para>
/// </remarks>
internal sealed class HalfClosedInput : PipeReader, IValueTaskSource<ReadResult>, IThreadPoolWorkItem
{
    /// <summary>So many reads in a row may find their bytes there. A webhook takes two: one for its head and one for its body.</summary>
    private const int MostReadsInARow = 8;

    private readonly PipeReader inner;
    private readonly Action resume;
    private ManualResetValueTaskSourceCore<ReadResult> source;
    private ValueTaskAwaiter<ReadResult> pending;
    private long hiddenBefore = long.MaxValue;
    private int readsInARow;

    private HalfClosedInput(PipeReader inner)
    {
        this.inner = inner;
        resume = () => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Serves a connection so that the end of what it sends ends nothing else.</summary>
    public static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        IDuplexPipe transport = connection.Transport;
        connection.ConnectionClosed = CancellationToken.None;
        connection.Transport = new DuplexPipe(new HalfClosedInput(transport.Input), new PooledOutput(transport.Output));
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    }

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
#pragma warning disable CA2012 // Asked for its result where it has one: here, or in what it goes on with.
        ValueTask<ReadResult> read = inner.ReadAsync(cancellationToken);
#pragma warning restore CA2012
        if (read.IsCompletedSuccessfully && ++readsInARow <= MostReadsInARow)
        {
            return new ValueTask<ReadResult>(WithoutEnd(read.Result));
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
        result = WithoutEnd(result);
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
            result = WithoutEnd(pending.GetResult());
        }
        catch (Exception e)
        {
            source.SetException(e);
            return;
        }

        source.SetResult(result);
    }

    /// <summary>Nothing comes behind the end, so a reader that leaves all bytes where they are needs to know of it.</summary>
    private ReadResult WithoutEnd(in ReadResult result)
    {
        if (!result.IsCompleted || result.Buffer.IsEmpty || result.Buffer.Length >= hiddenBefore)
        {
            return result;
        }

        hiddenBefore = result.Buffer.Length;
        return new ReadResult(result.Buffer, result.IsCanceled, isCompleted: false);
    }
}
