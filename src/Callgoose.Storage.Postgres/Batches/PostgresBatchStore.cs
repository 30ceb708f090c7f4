using System.Diagnostics;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Gateways;
using Callgoose.Storage.Postgres.Layout;
using Callgoose.Storage.Statistics;
using Npgsql;

namespace Callgoose.Storage.Postgres.Batches;

/// <summary>
/// The writer's side of the shared store: one connection, on which each batch is one transaction of two round trips. If the database rolls a batch
/// back because of another server, it runs again. If the connection breaks at the commit, the number of the batch shows whether it was committed.
/// </summary>
internal sealed class PostgresBatchStore : IBatchStore
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    private readonly ConnectionSource source;
    private readonly PostgresStoreOptions options;
    private readonly TimeOrderedIds ids;
    private readonly TimeProvider clock;
    private readonly BatchReads reads = new();
    private GatewaySeat seat;
    private NpgsqlConnection? connection;
    private volatile bool hasOutbox;
    private long nextDue;

    public PostgresBatchStore(ConnectionSource source, GatewaySeat seat, PostgresStoreOptions options, TimeOrderedIds ids, TimeProvider clock, StoreStatistics statistics, long nextDue)
    {
        this.source = source;
        this.seat = seat;
        this.options = options;
        this.ids = ids;
        this.clock = clock;
        this.nextDue = nextDue;
        Statistics = statistics;
        Count = new OpenCount(statistics);
        ids.Machine = (byte)seat.Id;
    }

    /// <inheritdoc/>
    public StoreStatistics Statistics { get; }

    /// <summary>Counts the open incidents of all servers.</summary>
    public OpenCount Count { get; }

    /// <summary>The place of this server. May be read from any thread.</summary>
    public GatewaySeat Seat => Volatile.Read(ref seat);

    /// <inheritdoc/>
    public bool HasOutbox
    {
        get => hasOutbox;
        set => hasOutbox = value;
    }

    /// <inheritdoc/>
    public long NextDue => Volatile.Read(ref nextDue);

    /// <summary>Notes when something is due, for example what another server has written. May be called from any thread.</summary>
    public void NoteDue(long at)
    {
        long known = Volatile.Read(ref nextDue);
        while (at != 0 && at < known)
        {
            long before = Interlocked.CompareExchange(ref nextDue, at, known);
            if (before == known)
            {
                return;
            }

            known = before;
        }
    }

    /// <inheritdoc/>
    public async ValueTask CommitAsync(CommandBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        reads.Clear();
        batch.CollectReads(reads);
        var fetch = new BatchFetch(reads);
        Count.Begin();
        try
        {
            await PersistAsync(() => TryCommitAsync(batch, fetch), batch.Undo);
        }
        finally
        {
            Count.End();
        }
    }

    /// <inheritdoc/>
    public ValueTask ProbeAsync(long now) => ChangeAsync(static _ => { });

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveExpiredAsync(long now, long retention)
    {
        bool isMore = false;
        await PersistAsync(async () =>
        {
            NpgsqlConnection open = await ConnectAsync();
            seat.Batch++;
            isMore = await ExpiredRows.RemoveSomeAsync(open, seat, now, retention);
        });
        return isMore;
    }

    /// <inheritdoc/>
    /// <remarks>Only the incidents that this server has written: the clocks of the others have not moved.</remarks>
    public async ValueTask ShiftExpiryAsync(long after, long upTo, long by)
    {
        await ChangeAsync(batch => batch.Add("""
            UPDATE incidents SET expires_at = expires_at + $1,
                due_at = CASE WHEN state = 4 AND held_until <> 0 AND held_until < expires_at + $1 THEN held_until ELSE expires_at + $1 END
            WHERE due_at <> 0 AND expires_at > $2 AND expires_at <= $3 AND gateway = $4
            """).Add(by).Add(after).Add(upTo).Add(seat.Id));
        await LookForDueAsync();
    }

    /// <inheritdoc/>
    public async ValueTask HoldUntilAsync(Func<string, long> until)
    {
        ArgumentNullException.ThrowIfNull(until);
        List<byte[]> services = [];
        await PersistAsync(async () =>
        {
            await using var find = new NpgsqlCommand("SELECT DISTINCT service FROM incidents WHERE due_at <> 0 AND state = 4 AND held_until <> 0", await ConnectAsync());
            await using NpgsqlDataReader row = await find.ExecuteReaderAsync();
            services.Clear();
            while (await row.ReadAsync())
            {
                services.Add(row.GetFieldValue<byte[]>(0));
            }
        });
        if (services.Count > 0)
        {
            await ChangeAsync(batch =>
            {
                foreach (byte[] service in services)
                {
                    batch.Add("""
                        UPDATE incidents SET held_until = $1, due_at = CASE WHEN expires_at <> 0 AND expires_at < $1 THEN expires_at ELSE $1 END
                        WHERE due_at <> 0 AND state = 4 AND held_until <> 0 AND held_until <> $1 AND service = $2
                        """).Add(Math.Max(until(System.Text.Encoding.UTF8.GetString(service)), 1)).Add(service);
                }
            });
        }

        await LookForDueAsync();
    }

    /// <inheritdoc/>
    public void Rest()
    {
    }

    /// <summary>The pulse beside the writer; closed with this.</summary>
    public GatewayPulse? Pulse { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pulse?.Dispose();
        connection?.Dispose();
        try
        {
            seat.Leave(source);
        }
        catch (Exception e) when (e is StoreException || Failures.IsOfDatabase(e))
        {
            // Others can take the place after a minute.
        }

        source.Dispose();
    }

    /// <summary>One attempt. The type of its exception shows the outcome.</summary>
    private async ValueTask TryCommitAsync(CommandBatch commands, BatchFetch fetch)
    {
        NpgsqlConnection open = await ConnectAsync();
        seat.Batch++;
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        BatchRows rows = await fetch.RunAsync(open, seat, options.IsSerializable, hasOutbox, now) ?? throw new LostSeatException();
        commands.ApplyCollected(rows);
        long applied = Stopwatch.GetTimestamp();
        await using NpgsqlBatch batch = open.CreateBatch();
        new BatchWrite(batch, rows, seat).Fill();
        long due = await CommitAsync(batch, rows.AsksForDue);
        Statistics.CommitTime.Add(Stopwatch.GetTimestamp() - applied);
        Statistics.AddCommitted(rows.Counts);
        if (rows.AsksForDue)
        {
            Volatile.Write(ref nextDue, due == 0 ? long.MaxValue : due);
        }

        NoteDue(rows.FirstDue);
    }

    /// <summary>Runs statements that end with the commit. If the answer is lost, the number of the batch shows whether the commit happened.</summary>
    private async ValueTask<long> CommitAsync(NpgsqlBatch batch, bool hasAnswer)
    {
        long answer = 0;
        try
        {
            await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync();
            if (hasAnswer && await reader.ReadAsync())
            {
                answer = reader.GetInt64(0);
            }

            while (await reader.NextResultAsync())
            {
            }
        }
        catch (Exception e) when (Failures.IsBroken(e))
        {
            if (!await IsCommittedAsync())
            {
                throw;
            }
        }

        return answer;
    }

    /// <summary>A transaction without rules: the given statements, and the check that they were committed.</summary>
    private ValueTask ChangeAsync(Action<NpgsqlBatch> fill) => PersistAsync(async () =>
    {
        NpgsqlConnection open = await ConnectAsync();
        seat.Batch++;
        await using NpgsqlBatch begin = open.CreateBatch();
        begin.Add("BEGIN ISOLATION LEVEL READ COMMITTED");
        begin.Add("UPDATE gateways SET batch = $1, seen_at = clock_timestamp() WHERE id = $2 AND epoch = $3 RETURNING batch").Add(seat.Batch).Add(seat.Id).Add(seat.Epoch);
        if (await begin.ExecuteScalarAsync() is null)
        {
            throw new LostSeatException();
        }

        await using NpgsqlBatch batch = open.CreateBatch();
        fill(batch);
        batch.Add("COMMIT");
        await CommitAsync(batch, hasAnswer: false);
    });

    private async ValueTask LookForDueAsync() => await PersistAsync(async () =>
    {
        await using var look = new NpgsqlCommand("SELECT coalesce(min(due_at), 0) FROM incidents WHERE due_at <> 0", await ConnectAsync());
        long due = (long)(await look.ExecuteScalarAsync())!;
        Volatile.Write(ref nextDue, due == 0 ? long.MaxValue : due);
    });

    /// <summary>Tries until it succeeds, or for as long as callers may wait.</summary>
    /// <exception cref="StoreException">It did not succeed: nothing is stored, or, if the database could not be asked, the outcome is
    /// unknown.</exception>
    private async ValueTask PersistAsync(Func<ValueTask> attempt, Action? undo = null)
    {
        long began = Stopwatch.GetTimestamp();
        for (int tries = 1; ; tries++)
        {
            try
            {
                await attempt();
                return;
            }
            catch (Exception e)
            {
                await EndTransactionAsync(e);
                bool isLost = e is LostSeatException;
                bool mayRunAgain = isLost || Failures.IsConflict(e) || Failures.IsBroken(e);
                if (!mayRunAgain || e is InDoubtException || Stopwatch.GetElapsedTime(began) >= options.Patience)
                {
                    throw Translate(e);
                }

                undo?.Invoke();
            }

            await Task.Delay(LongestPause * Random.Shared.NextDouble() * Math.Min(tries, 10) / 10);
            await RenewSeatAsync();
        }
    }

    private Exception Translate(Exception e) => e switch
    {
        CommandFaultException or StoreException => e,
        LostSeatException => new StoreException($"PostgreSQL at {source.Where}: another server has the place of this one."),
        _ when Failures.BlamesValues(e) => new CommandFaultException(e),
        _ when Failures.IsOfDatabase(e) => Failures.Describe(e, source.Where),
        _ => new CommandFaultException(e),
    };

    /// <summary>Leaves nothing open after a failure: a connection in an unknown state is closed, with its transaction and locks.</summary>
    private async ValueTask EndTransactionAsync(Exception failure)
    {
        if (connection is null)
        {
            return;
        }

        try
        {
            if (!Failures.IsBroken(failure) && connection.State == System.Data.ConnectionState.Open)
            {
                await using var rollback = new NpgsqlCommand("ROLLBACK", connection);
                await rollback.ExecuteNonQueryAsync();
                return;
            }
        }
        catch (Exception e) when (Failures.IsOfDatabase(e) || e is InvalidOperationException)
        {
            // It is closed below.
        }

        await CloseAsync();
    }

    private async ValueTask CloseAsync()
    {
        if (connection is NpgsqlConnection old)
        {
            connection = null;
            NpgsqlConnection.ClearPool(old);
            await old.DisposeAsync();
        }
    }

    private async ValueTask<NpgsqlConnection> ConnectAsync()
    {
        if (connection is { State: System.Data.ConnectionState.Open } open)
        {
            return open;
        }

        await CloseAsync();
        return connection = await source.OpenAsync();
    }

    /// <summary>
    /// Whether the newest batch was committed although its connection broke. The lost transaction locks the row while it is in progress, so the answer
    /// is final.
    /// Under another epoch the number belongs to another server's batch, and says nothing about this one.
    /// </summary>
    /// <exception cref="InDoubtException">The database could not be asked for as long as callers may wait.</exception>
    private async ValueTask<bool> IsCommittedAsync()
    {
        long began = Stopwatch.GetTimestamp();
        Exception last;
        do
        {
            try
            {
                await CloseAsync();
                NpgsqlConnection open = await ConnectAsync();
                await using NpgsqlBatch ask = open.CreateBatch();
                ask.Add("SELECT batch FROM gateways WHERE id = $1 AND epoch = $2 FOR UPDATE").Add(seat.Id).Add(seat.Epoch);
                return (await ask.ExecuteScalarAsync() as long?) == seat.Batch;
            }
            catch (Exception e) when (Failures.IsOfDatabase(e) || e is StoreException)
            {
                last = e;
            }

            await Task.Delay(LongestPause);
        }
        while (Stopwatch.GetElapsedTime(began) < options.Patience);
        await CloseAsync();
        throw new InDoubtException($"PostgreSQL at {source.Where}: the connection broke at a commit, and the database cannot be asked what has become of it. {last.Message}");
    }

    private async ValueTask RenewSeatAsync()
    {
        try
        {
            NpgsqlConnection open = await ConnectAsync();
            await using NpgsqlBatch ask = open.CreateBatch();
            ask.Add("SELECT batch FROM gateways WHERE id = $1 AND epoch = $2").Add(seat.Id).Add(seat.Epoch);
            if (await ask.ExecuteScalarAsync() is null)
            {
                Volatile.Write(ref seat, await GatewaySeat.TakeAsync(source, options.Name));
                ids.Machine = (byte)seat.Id;
            }
        }
        catch (Exception e) when (Failures.IsOfDatabase(e) || e is StoreException and not NewerTablesException)
        {
            // The next attempt reports it.
        }
    }
}
