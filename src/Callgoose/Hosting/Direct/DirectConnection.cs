using System.Buffers;
using System.IO.Pipelines;
using Callgoose.Http;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Callgoose.Hosting.Direct;

/// <summary>
/// Serves the webhooks of a connection as long as they come in the plainest form and without delay, and hands the connection to
/// the HTTP server as soon as anything else comes, untouched from the first byte of it.
/// </summary>
/// <remarks>
/// <para>The HTTP server makes objects and strings for each request and does what any request might need. A webhook needs little
/// of it, and a sender's webhooks look alike (<see cref="RequestHead"/>): served here, one allocates nothing, and need not change
/// threads to be read (benchmarks/README.md).</para>
/// <para>There are no timeouts here but a small one: whoever lets the server wait for longer than a few seconds, between requests or within
/// one, is handed over, and meets the limits that are configured. Nothing that a client sends is refused here.</para>
/// </remarks>
internal sealed class DirectConnection
{
    /// <summary>After so many heartbeats, which are a second apart, without a whole request the connection is handed over.</summary>
    private const int PatientBeats = 2;

    /// <summary>After so many the client does not take the answers that it gets.</summary>
    private const int StuckBeats = 15;

    private readonly IDirectApplication application;
    private readonly DirectLimits limits;
    private readonly ConnectionContext connection;
    private readonly DirectExchange exchange;
    private readonly PipeReader input;
    private readonly PipeWriter output;
    private readonly CancellationToken closing;
    private RequestHead? known;
    private byte[]? joined;
    private volatile Stage stage;
    private int beats;

    private DirectConnection(IDirectApplication application, DirectLimits limits, ConnectionContext connection, string scheme)
    {
        this.application = application;
        this.limits = limits;
        this.connection = connection;
        exchange = new DirectExchange(connection, scheme);
        input = connection.Transport.Input;
        output = connection.Transport.Output;
        closing = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
    }

    private enum Stage : byte
    {
        Serving,
        Waiting,
        Sending,
        HandedOver,
    }

    /// <summary>Puts this before what serves connections otherwise.</summary>
    /// <param name="application">What serves the requests.</param>
    /// <param name="limits">How large they may be.</param>
    /// <param name="scheme">http or https.</param>
    /// <param name="next">What serves connections otherwise: the HTTP server.</param>
    public static ConnectionDelegate Before(IDirectApplication application, DirectLimits limits, string scheme, ConnectionDelegate next) =>
        connection => new DirectConnection(application, limits, connection, scheme).ServeAsync(next);

    private async Task ServeAsync(ConnectionDelegate next)
    {
        bool isHandedOver = false;
        connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static state => ((DirectConnection)state).Beat(), this);
        using (closing.UnsafeRegister(static state => ((PipeReader)state!).CancelPendingRead(), input))
        {
            try
            {
                isHandedOver = await ServeRequestsAsync();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client is gone: ConnectionResetException and ConnectionAbortedException are among these.
            }
        }

        stage = Stage.HandedOver;
        if (isHandedOver)
        {
            // What comes now may block, which the threads of the sockets and of the answers must not.
            await Task.Yield();
            await next(connection);
        }
    }

    /// <returns>Whether there is something left for the HTTP server; false where the connection has come to its end.</returns>
    private async ValueTask<bool> ServeRequestsAsync()
    {
        while (true)
        {
            Interlocked.Exchange(ref beats, 0);
            HeadReading reading = HeadReading.Partial;
            ReadOnlySequence<byte> sent = default;
            int headLength = 0;
            int bodyLength = 0;
            bool hasExamined = false;
            while (reading != HeadReading.Taken)
            {
                stage = Stage.Waiting;
                ReadResult read = await input.ReadAsync();
                stage = Stage.Serving;
                sent = read.Buffer;
                bool isClosing = closing.IsCancellationRequested;
                if (sent.IsEmpty && (read.IsCompleted || isClosing))
                {
                    return false;
                }

                reading = sent.IsEmpty ? HeadReading.Partial : Read(sent, out headLength, out bodyLength);
                if (reading == HeadReading.Partial && !read.IsCompleted && (!read.IsCanceled || isClosing))
                {
                    input.AdvanceTo(sent.Start, sent.End);
                    hasExamined = !sent.IsEmpty;
                }
                else if (reading != HeadReading.Taken)
                {
                    HandOver(sent, hasExamined);
                    return true;
                }
            }

            ReadOnlySequence<byte> body = sent.Slice(headLength, bodyLength);
            exchange.Begin(known!, body);
            SequencePosition end = body.End;
            application.CreateContext(exchange);
            Exception? fault = null;
            try
            {
                await application.ProcessWebhookAsync(exchange);
            }
            catch (Exception e)
            {
                fault = e;
            }

            application.DisposeContext(exchange, fault);
            input.AdvanceTo(end);
            if (fault is not null)
            {
                connection.Abort(new ConnectionAbortedException("The request could not be answered.", fault));
                return false;
            }

            bool isLast = exchange.WriteAnswer(output, closing.IsCancellationRequested);
            stage = Stage.Sending;
            FlushResult flushed = await output.FlushAsync();
            if (isLast || flushed.IsCompleted)
            {
                return false;
            }
        }
    }

    /// <summary>Leaves what was sent to the HTTP server, as if nobody had looked at it.</summary>
    private void HandOver(in ReadOnlySequence<byte> sent, bool hasExamined)
    {
        if (!hasExamined)
        {
            input.AdvanceTo(sent.Start, sent.Start);
            return;
        }

        byte[] beginning = sent.ToArray();
        input.AdvanceTo(sent.End);
        var rest = PipeReader.Create(new PrefixedStream(beginning, input.AsStream(leaveOpen: true)));
        connection.Transport = new DuplexPipe(rest, output);
    }

    private HeadReading Read(in ReadOnlySequence<byte> sent, out int headLength, out int bodyLength)
    {
        HeadReading reading = ReadHead(sent.FirstSpan, out headLength, out bodyLength);
        if (reading == HeadReading.Partial && !sent.IsSingleSegment)
        {
            // The head lies across two buffers of the server, as one of a few pipelined ones does.
            joined ??= new byte[limits.HeadBytes];
            ReadOnlySequence<byte> beginning = sent.Slice(0, Math.Min(sent.Length, joined.Length));
            beginning.CopyTo(joined);
            reading = ReadHead(joined.AsSpan(0, (int)beginning.Length), out headLength, out bodyLength);
        }

        return reading != HeadReading.Taken ? reading
            : bodyLength > limits.BodyBytes ? HeadReading.Other
            : sent.Length < headLength + bodyLength ? HeadReading.Partial
            : HeadReading.Taken;
    }

    /// <summary>Reads a head into <see cref="known"/>, unless it is there already.</summary>
    private HeadReading ReadHead(ReadOnlySpan<byte> sent, out int headLength, out int bodyLength)
    {
        if (known is not null && known.Begins(sent, out headLength, out bodyLength))
        {
            return HeadReading.Taken;
        }

        headLength = 0;
        bodyLength = 0;
        HeadReading reading = RequestHead.Read(sent, limits, out RequestHead? head);
        if (reading == HeadReading.Taken)
        {
            known = head;
            known!.Begins(sent, out headLength, out bodyLength);
        }

        return reading;
    }

    /// <summary>Called by the server's heartbeat, once a second, on a thread of its own.</summary>
    private void Beat()
    {
        Stage now = stage;
        if (now == Stage.Waiting && Interlocked.Increment(ref beats) == PatientBeats)
        {
            // Whoever waits goes on at once, and the heartbeat is everybody's.
            ThreadPool.UnsafeQueueUserWorkItem(static reader => reader.CancelPendingRead(), input, preferLocal: false);
        }
        else if (now == Stage.Sending && Interlocked.Increment(ref beats) == StuckBeats)
        {
            connection.Abort(new ConnectionAbortedException("The client does not take its answers."));
        }
    }
}
