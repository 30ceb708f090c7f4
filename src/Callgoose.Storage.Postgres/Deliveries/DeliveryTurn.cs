using System.Diagnostics;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Postgres.Connections;
using Npgsql;

namespace Callgoose.Storage.Postgres.Deliveries;

/// <summary>
/// The turn to deliver is a lease in the single row of <c>dispatcher</c>: an epoch, and an end by the clock of the database. The server that has the
/// turn prolongs it about twice a second. Every write about deliveries is in a transaction that checks the epoch.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="name">The name of this server, for people.</param>
/// <param name="clock">The clock of this server.</param>
/// <remarks>
/// A server takes an expired turn only after it has itself seen for two seconds that nobody prolongs it: when the database comes back after an outage,
/// the server that had the turn keeps it. A turn that nobody prolongs for its full length is taken, too, because the clock of the database may have
/// been set back. This server stops relying on its own turn a second before it ends, by the monotonic clock and by the wall clock: the wall clock
/// continues while a machine sleeps.
/// </remarks>
internal sealed class DeliveryTurn(ConnectionSource source, string name, TimeProvider clock) : IDeliveryTurn
{
    /// <summary>How long a turn holds without being prolonged, in milliseconds.</summary>
    public const long HeldFor = 5000;

    /// <summary>The time of the database, in Unix milliseconds (UTC).</summary>
    public const string Now = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";

    private const long BelievedFor = HeldFor - 1000;

    /// <summary>How long other servers must be gone before a server without destinations takes care of their remaining deliveries.</summary>
    private const long ForeignAfter = 60_000;

    private static readonly TimeSpan SeenUnchanged = TimeSpan.FromSeconds(2);

    private long epoch;
    private long committed;
    private long believedUntil;
    private long believedUntilTime;
    private long endingAt;
    private (long Epoch, long Until, long Since) seen;

    /// <summary>The epoch of this server's turn; 0 if it has none.</summary>
    public long Epoch => Volatile.Read(ref epoch);

    /// <summary>Sets the number of the newest transaction of this turn that is known to be committed.</summary>
    public void NoteCommitted(long transaction) => Volatile.Write(ref committed, transaction);

    /// <summary>Whether this server has been shutting down for longer than it may take to store the results of messages.</summary>
    public bool HasEnded => Volatile.Read(ref endingAt) is not 0 and long at && Stopwatch.GetElapsedTime(at).TotalMilliseconds > HeldFor;

    /// <summary>Whether this server certainly has the turn now.</summary>
    public bool IsBelieved(long turn) =>
        turn == Epoch && Stopwatch.GetTimestamp() < Volatile.Read(ref believedUntil) && clock.GetUtcNow().ToUnixTimeMilliseconds() < Volatile.Read(ref believedUntilTime);

    /// <inheritdoc/>
    public async ValueTask<DeliveryTurnState> LookAsync(bool hasDestinations, ReadOnlyMemory<byte> shown)
    {
        try
        {
            await using NpgsqlConnection connection = await source.OpenAsync();
            if (Epoch != 0)
            {
                if (await ProlongAsync(connection, hasDestinations, shown))
                {
                    return new DeliveryTurnState(true, hasDestinations, default);
                }

                Volatile.Write(ref epoch, 0);
            }

            return await SeeAsync(connection, hasDestinations);
        }
        catch (Exception e) when (e is StoreException || Failures.IsOfDatabase(e))
        {
            seen = default;
            throw e is StoreException ? e : Failures.Describe(e, source.Where);
        }
    }

    /// <inheritdoc/>
    public void BeginToEnd() => Volatile.Write(ref endingAt, Stopwatch.GetTimestamp());

    /// <inheritdoc/>
    public async ValueTask LeaveAsync()
    {
        if (Epoch is not 0 and long mine)
        {
            Volatile.Write(ref epoch, 0);
            await source.WriteAsync(batch => batch.Add($"UPDATE dispatcher SET free = true, until = {Now} WHERE id = 1 AND epoch = $1").Add(mine));
        }
    }

    /// <remarks>
    /// Not synced: if a crash of the database loses it, it is prolonged again, or expires sooner. If a committed transaction is missing, the database has gone back: a backup
    /// was restored, or a standby without the newest commits took over. It then gives numbers of lines again, and what this server remembers of them is wrong. So the turn
    /// ends, and the next one reads everything again.
    /// </remarks>
    private async ValueTask<bool> ProlongAsync(NpgsqlConnection connection, bool hasDestinations, ReadOnlyMemory<byte> shown)
    {
        (long asked, long askedAt, long known) = (Stopwatch.GetTimestamp(), clock.GetUtcNow().ToUnixTimeMilliseconds(), Volatile.Read(ref committed));
        await using NpgsqlBatch batch = connection.CreateBatch();
        batch.Add("SELECT set_config('synchronous_commit', 'off', true)");
        batch.Add($"UPDATE dispatcher SET until = {Now} + {HeldFor}, delivers = $2, shown = CASE WHEN length($3) = 0 THEN shown ELSE $3 END WHERE id = 1 AND epoch = $1 RETURNING turn")
            .Add(Epoch).Add(hasDestinations).Add(shown.ToArray());
        await using NpgsqlDataReader row = await batch.ExecuteReaderAsync();
        bool isHeld = await row.NextResultAsync() && await row.ReadAsync() && row.GetInt64(0) >= known;
        if (isHeld)
        {
            Believe(asked, askedAt);
        }

        return isHeld;
    }

    private async ValueTask<DeliveryTurnState> SeeAsync(NpgsqlConnection connection, bool hasDestinations)
    {
        long until;
        long found;
        long over;
        bool isFree;
        bool delivers;
        byte[] shown;
        await using (NpgsqlBatch look = connection.CreateBatch())
        {
            look.Add($"SELECT epoch, until, {Now} - until, free, delivers, shown FROM dispatcher WHERE id = 1");
            await using NpgsqlDataReader row = await look.ExecuteReaderAsync();
            if (!await row.ReadAsync())
            {
                throw new StoreException($"PostgreSQL at {source.Where}: the table 'dispatcher' has lost its row.");
            }

            (found, until, over, isFree, delivers, shown) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetBoolean(3), row.GetBoolean(4), row.GetFieldValue<byte[]>(5));
        }

        if ((seen.Epoch, seen.Until) != (found, until) || seen.Since == 0)
        {
            seen = (found, until, Stopwatch.GetTimestamp());
        }

        TimeSpan unchanged = Stopwatch.GetElapsedTime(seen.Since);
        bool mayTake = hasDestinations
            ? isFree || (over > 0 && unchanged >= SeenUnchanged) || unchanged.TotalMilliseconds > HeldFor
            : found > 0 && over > ForeignAfter;
        bool isMine = mayTake && Volatile.Read(ref endingAt) == 0 && await TryTakeAsync(connection, hasDestinations, found, until);
        return new DeliveryTurnState(isMine, isMine ? hasDestinations : delivers, shown);
    }

    /// <remarks>The epoch is at least the time: so a database that was restored from a backup never gives an epoch again that a running server still has.</remarks>
    private async ValueTask<bool> TryTakeAsync(NpgsqlConnection connection, bool hasDestinations, long found, long until)
    {
        (long asked, long askedAt) = (Stopwatch.GetTimestamp(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        await using NpgsqlBatch take = connection.CreateBatch();
        take.Add($"""
            UPDATE dispatcher SET epoch = greatest(epoch + 1, {Now}), holder = $3, until = {Now} + {HeldFor}, free = false, delivers = $4
            WHERE id = 1 AND epoch = $1 AND until = $2 RETURNING epoch
            """).Add(found).Add(until).Add(name).Add(hasDestinations);
        if (await take.ExecuteScalarAsync() is not long taken)
        {
            return false;
        }

        Believe(asked, askedAt);
        NoteCommitted(0);
        Volatile.Write(ref epoch, taken);
        return true;
    }

    private void Believe(long asked, long askedAt)
    {
        Volatile.Write(ref believedUntil, asked + (BelievedFor * Stopwatch.Frequency / 1000));
        Volatile.Write(ref believedUntilTime, askedAt + BelievedFor);
    }
}
