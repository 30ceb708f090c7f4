using Microsoft.AspNetCore.Connections;

namespace Callgoose.Observability.Metrics;

/// <summary>Counts the connections of the HTTP server.</summary>
internal sealed class ConnectionCounters
{
    private long open;
    private long opened;

    /// <summary>Wraps the code that serves connections with the counting.</summary>
    public ConnectionDelegate Around(ConnectionDelegate next) => async connection =>
    {
        Interlocked.Increment(ref opened);
        Interlocked.Increment(ref open);
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    };

    /// <summary>Writes the metrics.</summary>
    public void Write(MetricsText text)
    {
        text.Gauge("callgoose_connections_open", "Connections that are open, on the addresses of the server.").Value(Interlocked.Read(ref open));
        text.Counter("callgoose_connections_total", "Connections that were opened.").Value(Interlocked.Read(ref opened));
    }
}
