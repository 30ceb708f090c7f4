using Microsoft.AspNetCore.Connections;

namespace Callgoose.Observability.Metrics;

/// <summary>Counts the connections of the HTTP server.</summary>
internal sealed class ConnectionCounters
{
    private long open;
    private long opened;

    /// <summary>Puts the counting before what serves connections.</summary>
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

    /// <summary>Writes what was counted.</summary>
    public void Write(MetricsText text)
    {
        text.Gauge("callgoose_connections_open", "Connections that are open, on the addresses of the server.").Value(Interlocked.Read(ref open));
        text.Counter("callgoose_connections_total", "Connections that were opened.").Value(Interlocked.Read(ref opened));
    }
}
