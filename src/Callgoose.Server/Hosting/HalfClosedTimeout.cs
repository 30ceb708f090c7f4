using Callgoose.Threads;
using Microsoft.AspNetCore.Connections;

namespace Callgoose.Hosting;

/// <summary>
/// Serves a TLS connection until its request processing ends, or until the client has finished sending and the server has sent nothing for a while.
/// Processing that never ends would occupy a place among <c>limits.connections</c> forever.
/// </summary>
/// <remarks>
/// <para>The HTTP server has such a case: if an HTTP/2 client requests more than twice the allowed streams and leaves, the server often waits
/// for streams that never complete. dotnet/aspnetcore#51307, still open, describes something similar. Without TLS there is no HTTP/2 here, so other
/// connections do not need this.</para>
/// <para>A client that has only closed its sending side (<see cref="HiddenEnd"/>) looks the same from here: it is served as long as
/// the server sends something. If its answer waits longer than that for a blocked disk, the client gets none.</para>
/// <para>The timer starts when the client has finished sending, so open connections have none. The timer also keeps the connection reachable. The HTTP server
/// abandons an unreachable connection by itself when it is collected, but without releasing its place, and with a critical log line
/// (<c>application never completed</c>). That line is not filtered out: clients no longer cause it, so it would show a bug of
/// ours.</para>
/// </remarks>
internal sealed class HalfClosedTimeout
{
    /// <summary>How often to check whether the server has sent something, once the client has finished sending.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The number of consecutive checks without output after which the connection is aborted. Half a minute is longer than answers take, and twice the
    /// longest pause of an event stream; it is short enough for one place among thousands.
    /// </summary>
    public const int QuietLooks = 3;

    private readonly TimeProvider clock;
    private readonly TaskCompletionSource givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PooledOutput? output;
    private ITimer? timer;
    private int flushesBefore;
    private int quietLooks;

    private HalfClosedTimeout(TimeProvider clock) => this.clock = clock;

    /// <summary>Serves a connection and hides the end of its input from the server.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="next">Serves the connection.</param>
    /// <param name="handshakes">Where its handshake waits for a turn.</param>
    /// <param name="clock">Triggers the checks.</param>
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

            // If processing ends after all, its result no longer matters.
            _ = serving.ContinueWith(
                static late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            connection.Abort(new ConnectionAbortedException("The client closed its side, and the request did not end in time."));
        }
        finally
        {
            // First, so that no timer can start afterwards.
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
