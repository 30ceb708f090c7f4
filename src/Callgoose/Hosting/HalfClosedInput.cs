using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;

namespace Callgoose.Hosting;

/// <summary>
/// What a connection receives, whose end is not told before all bytes in front of it have been looked at. A client that
/// closes its sending side behind its request still waits for the answer (RFC 9112, section 9.6).
/// </summary>
/// <remarks>
/// The HTTP server takes the end of what it receives for the end of the connection, even where the whole request stands
/// before it, and answers nobody. A connection that is really gone is noticed when the answer is written. This costs a call
/// for each read; with TLS the stream between does the same already.
/// </remarks>
internal sealed class HalfClosedInput(PipeReader inner) : PipeReader
{
    private long hiddenBefore = long.MaxValue;

    /// <summary>Serves a connection so that the end of what it sends ends nothing else.</summary>
    public static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        IDuplexPipe transport = connection.Transport;
        connection.ConnectionClosed = CancellationToken.None;
        connection.Transport = new Duplex(new HalfClosedInput(transport.Input), transport.Output);
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
        ValueTask<ReadResult> read = inner.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? new ValueTask<ReadResult>(WithoutEnd(read.Result)) : WithoutEndAsync(read);
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WithoutEndAsync(ValueTask<ReadResult> read) => WithoutEnd(await read);

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

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
