using System.IO.Pipelines;
using Callgoose.Http;
using Microsoft.AspNetCore.Connections;

namespace Callgoose.Hosting;

/// <summary>A connection whose bytes come and go on threads of the pool.</summary>
internal static class PooledConnection
{
    /// <summary>Serves a connection so that the end of what it sends ends nothing else.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="next">What serves it.</param>
    public static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        IDuplexPipe transport = connection.Transport;
        connection.ConnectionClosed = CancellationToken.None;
        connection.Transport = new DuplexPipe(new PooledInput(transport.Input), new PooledOutput(transport.Output));
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
