using System.IO.Pipelines;
using Callgoose.Http;
using Callgoose.Threads;
using Microsoft.AspNetCore.Connections;

namespace Callgoose.Hosting;

/// <summary>Serves connections whose input and output run on pool threads.</summary>
internal static class PooledConnection
{
    /// <summary>Serves a connection and hides the end of its input until it matters (<see cref="HiddenEnd"/>).</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="next">Serves the connection.</param>
    /// <param name="handshakes">Where each read waits for a turn until <see cref="PooledInput.LeaveLongWork"/>: a TLS handshake takes a millisecond. Null for no turns.</param>
    public static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next, LongWork? handshakes = null)
    {
        IDuplexPipe transport = connection.Transport;
        connection.Features.Set(new ClientEnd(connection.ConnectionClosed));
        connection.ConnectionClosed = CancellationToken.None;
        var input = new PooledInput(transport.Input, handshakes);
        if (handshakes is not null)
        {
            // For the code that knows when the handshake is over.
            connection.Features.Set(input);
        }

        connection.Transport = new DuplexPipe(input, new PooledOutput(transport.Output));
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    }
}
