using System.IO.Pipelines;
using Callgoose.Http;
using Callgoose.Threads;
using Microsoft.AspNetCore.Connections;

namespace Callgoose.Hosting;

/// <summary>A connection whose bytes come and go on threads of the pool.</summary>
internal static class PooledConnection
{
    /// <summary>Serves a connection so that the end of what it sends ends nothing else.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="next">What serves it.</param>
    /// <param name="handshakes">Where it waits for a turn whenever it reads, until <see cref="PooledInput.LeaveLongWork"/>: a TLS handshake takes a millisecond. Null for none.</param>
    public static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next, LongWork? handshakes = null)
    {
        IDuplexPipe transport = connection.Transport;
        connection.Features.Set(new ClientEnd(connection.ConnectionClosed));
        connection.ConnectionClosed = CancellationToken.None;
        var input = new PooledInput(transport.Input, handshakes);
        if (handshakes is not null)
        {
            // For whoever knows when the handshake is over.
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
