using Callgoose.Threads;
using Microsoft.AspNetCore.Connections;

namespace Callgoose.Hosting;

/// <summary>
/// Serves a connection with TLS until its serving ends, or until the client has sent its last and nothing has been sent to it for a while
/// since. A serving that never ends would keep its place among <c>limits.connections</c> for ever.
/// </summary>
/// <remarks>
/// <para>The HTTP server has such: where a client of HTTP/2 asks for more than twice the streams that it may and leaves, its serving often waits
/// for streams that never complete. dotnet/aspnetcore#51307, still open, describes the like. There is no HTTP/2 here without TLS, so other
/// connections go without this.</para>
/// <para>That a client has closed its sending side only (<see cref="HiddenEnd"/>) looks the same from here: it is served on as long as
/// something is sent to it. Should its answer wait for longer than that for a disk that stands still, it gets none.</para>
/// <para>The timer begins with the end of what the client sends, so open connections have none, and it holds what it may have to end. A serving
/// that nothing holds the HTTP server gives up by itself, once it is collected: without giving its place back, and with a critical line in
/// the log (<c>application never completed</c>). That line is not left out of the log: it does not come any more from what a client
/// does, and would tell of a mistake of ours.</para>
/// </remarks>
internal sealed class HalfClosedTimeout
{
    /// <summary>How often it is looked whether something has been sent, from the end of what the client sends on.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>
    /// After so many looks in a row that find nothing sent the serving is left. Half a minute is longer than answers take, and twice the
    /// longest pause of a stream of events; it is short enough for a place among thousands.
    /// </summary>
    public const int QuietLooks = 3;

    private readonly TimeProvider clock;
    private readonly TaskCompletionSource givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PooledOutput? output;
    private ITimer? timer;
    private int flushesBefore;
    private int quietLooks;

    private HalfClosedTimeout(TimeProvider clock) => this.clock = clock;

    /// <summary>Serves a connection, the end of what it sends hidden from what serves it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="next">What serves it.</param>
    /// <param name="handshakes">Where its handshake waits for a turn.</param>
    /// <param name="clock">What tells it when to look.</param>
    public static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next, LongWork handshakes, TimeProvider clock)
    {
        var ended = new HalfClosedTimeout(clock);
        CancellationTokenRegistration registration = connection.ConnectionClosed.UnsafeRegister(static state => ((HalfClosedTimeout)state!).Watch(), ended);
        try
        {
            Task serving = PooledConnection.ServeAsync(connection, ended.Before(next), handshakes);
            if (await Task.WhenAny(serving, ended.givenUp.Task) == serving)
            {
                await serving;
                return;
            }

            // Should it end after all, nobody is interested in how.
            _ = serving.ContinueWith(
                static late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            connection.Abort(new ConnectionAbortedException("The client closed its side, and the request did not end in time."));
        }
        finally
        {
            // First, so that there is no timer to come.
            await registration.DisposeAsync();
            ended.timer?.Dispose();
        }
    }

    private ConnectionDelegate Before(ConnectionDelegate next) => connection =>
    {
        output = (PooledOutput)connection.Transport.Output;
        return next(connection);
    };

    private void Watch()
    {
        flushesBefore = output?.Flushes ?? 0;
        timer = clock.CreateTimer(static state => ((HalfClosedTimeout)state!).Look(), this, Interval, Interval);
    }

    private void Look()
    {
        int flushes = output?.Flushes ?? 0;
        quietLooks = flushes == flushesBefore ? quietLooks + 1 : 0;
        flushesBefore = flushes;
        if (quietLooks == QuietLooks)
        {
            givenUp.TrySetResult();
        }
    }
}
