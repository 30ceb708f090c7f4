using System.Diagnostics;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Statistics;
using Npgsql;

namespace Callgoose.Storage.Postgres.Gateways;

/// <summary>
/// Counts from time to time what is open, because the other servers open and end incidents, too. Between two counts each server adds its own changes.
/// </summary>
/// <remarks>
/// A count needs an index, and takes longer the more is open. The next one waits a hundred times as long as the last one took, so that counting takes
/// a hundredth of a connection. A count during which this server commits may include the commit or not. It is discarded, at most ten times in a row.
/// </remarks>
/// <param name="statistics">Receives the counts.</param>
internal sealed class OpenCount(StoreStatistics statistics)
{
    private const int PauseFactor = 100;
    private const int MaxThrownAway = 10;

    private long begun;
    private long ended;
    private long nextAt;
    private long askedAt;
    private long begunBefore;
    private bool wasQuiet;
    private int thrownAway;

    /// <summary>The writer begins a commit.</summary>
    public void Begin() => Volatile.Write(ref begun, begun + 1);

    /// <summary>The writer has added what it committed, or commits nothing.</summary>
    public void End() => Volatile.Write(ref ended, ended + 1);

    /// <summary>Asks, if it is time.</summary>
    /// <returns>Whether it asks.</returns>
    public bool Ask(NpgsqlBatch batch)
    {
        askedAt = Stopwatch.GetTimestamp();
        if (askedAt < nextAt)
        {
            return false;
        }

        long finished = Volatile.Read(ref ended);
        begunBefore = Volatile.Read(ref begun);
        wasQuiet = finished == begunBefore;
        batch.Add("SELECT (SELECT count(*) FROM incidents WHERE state <> 3 AND state <> 4), (SELECT count(*) FROM incidents WHERE state <> 3 AND state = 4)");
        return true;
    }

    /// <summary>Reads the answer.</summary>
    public void Take(NpgsqlDataReader row)
    {
        long now = Stopwatch.GetTimestamp();
        nextAt = now + ((now - askedAt) * PauseFactor);
        bool isQuiet = wasQuiet && Volatile.Read(ref begun) == begunBefore;
        if (!isQuiet && ++thrownAway < MaxThrownAway)
        {
            return;
        }

        thrownAway = 0;
        statistics.Recount(row.GetInt64(0), row.GetInt64(1));
    }
}
