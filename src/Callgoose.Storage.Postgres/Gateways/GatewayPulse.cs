using System.Diagnostics;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Layout;
using Npgsql;

namespace Callgoose.Storage.Postgres.Gateways;

/// <summary>
/// Once a second: shows the others that this server is alive, and reads what it must know of them: when the next incident is due, what is open, and
/// the time of the database.
/// </summary>
internal sealed class GatewayPulse : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly string[] Tables = [StoreLayout.VersionTable, .. StoreTables.Names];

    private readonly ConnectionSource source;
    private readonly Func<GatewaySeat> seat;
    private readonly Action<long> noteDue;
    private readonly OpenCount count;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource stop = new();
    private long skewTicks;
    private string? failure;

    /// <summary>Starts.</summary>
    /// <param name="source">The database.</param>
    /// <param name="seat">The place of this server.</param>
    /// <param name="noteDue">Receives when the next incident is due, in Unix milliseconds (UTC).</param>
    /// <param name="count">Counts what is open.</param>
    /// <param name="clock">The clock of this server.</param>
    public GatewayPulse(ConnectionSource source, Func<GatewaySeat> seat, Action<long> noteDue, OpenCount count, TimeProvider clock)
    {
        this.source = source;
        this.seat = seat;
        this.noteDue = noteDue;
        this.count = count;
        this.clock = clock;
        _ = RunAsync();
    }

    /// <summary>How far the clock of this server is ahead of the database's; negative if it is behind.</summary>
    public TimeSpan Skew => TimeSpan.FromTicks(Volatile.Read(ref skewTicks));

    /// <summary>Why the last query of the database failed; null if it succeeded.</summary>
    public string? Failure => Volatile.Read(ref failure);

    /// <inheritdoc/>
    public void Dispose() => stop.Cancel();

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                await BeatAsync();
            }
            while (await timer.WaitForNextTickAsync(stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    /// <remarks>Which tables are there comes from what the database has in memory of them, and so costs next to nothing.</remarks>
    private async Task BeatAsync()
    {
        string? missing = null;
        try
        {
            GatewaySeat mine = seat();
            await using NpgsqlConnection connection = await source.OpenAsync();
            await using NpgsqlBatch batch = connection.CreateBatch();
            batch.Add("SELECT string_agg(name, ', ') FROM unnest($1) AS name WHERE to_regclass(name) IS NULL").Add(Tables);
            batch.Add("UPDATE gateways SET seen_at = clock_timestamp() WHERE id = $1 AND epoch = $2").Add(mine.Id).Add(mine.Epoch);
            batch.Add("SELECT coalesce((SELECT min(due_at) FROM incidents WHERE due_at <> 0), 0), CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)");
            bool counts = count.Ask(batch);
            long asked = Stopwatch.GetTimestamp();
            await using NpgsqlDataReader row = await batch.ExecuteReaderAsync(stop.Token);
            await row.ReadAsync(stop.Token);
            missing = row.IsDBNull(0) ? null : $"PostgreSQL at {source.Where}: tables of the store are gone: {row.GetString(0)}. Go back to a backup, or start the servers anew on an empty database.";
            await row.NextResultAsync(stop.Token);
            await row.ReadAsync(stop.Token);
            noteDue(row.GetInt64(0));
            TimeSpan skew = TimeSpan.FromMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds() - row.GetInt64(1)) - (Stopwatch.GetElapsedTime(asked) / 2);
            Volatile.Write(ref skewTicks, skew.Ticks);
            if (counts && await row.NextResultAsync(stop.Token) && await row.ReadAsync(stop.Token))
            {
                count.Take(row);
            }

            Volatile.Write(ref failure, missing);
        }
        catch (Exception e) when (e is StoreException || Failures.IsOfDatabase(e))
        {
            Volatile.Write(ref failure, missing is not null ? missing : e is StoreException ? e.Message : Failures.Describe(e, source.Where).Message);
        }
    }
}
