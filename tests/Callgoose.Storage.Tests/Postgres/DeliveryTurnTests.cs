using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Outbox;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Deliveries;

namespace Callgoose.Storage.Tests;

/// <summary>One of several servers delivers, and a server that has lost the turn can write nothing more (tests/README.md R28).</summary>
public sealed class DeliveryTurnTests : IDisposable
{
    private readonly string url = PostgresServer.Shared.NewDatabase();
    private readonly List<IDisposable> opened = [];

    private string Database => url[(url.LastIndexOf('/') + 1)..];

    public void Dispose() => opened.ForEach(static one => one.Dispose());

    [Fact]
    public async Task One_of_them_has_the_turn_and_shows_how_it_stands_until_it_leaves()
    {
        PostgresDeliveryStore one = await OpenAsync();
        PostgresDeliveryStore other = await OpenAsync();
        PostgresDeliveryStore without = await OpenAsync();

        Assert.Equal((false, false), Of(await without.Turn.LookAsync(false, default)));
        Assert.Equal((true, true), Of(await one.Turn.LookAsync(true, default)));
        Assert.Equal((true, true), Of(await one.Turn.LookAsync(true, "shown"u8.ToArray())));
        DeliveryTurnState seen = await other.Turn.LookAsync(true, default);
        Assert.Equal((false, true), Of(seen));
        Assert.Equal("shown"u8.ToArray(), seen.Shown.ToArray());
        Assert.Throws<StoreException>(() => other.Open());

        await one.Turn.LeaveAsync();
        Assert.Equal((false, true), Of(await without.Turn.LookAsync(false, default)));
        Assert.Equal((true, true), Of(await other.Turn.LookAsync(true, default)));
        Assert.Equal((false, true), Of(await one.Turn.LookAsync(true, default)));
    }

    /// <summary>As after kill -9: the turn is not handed over, it expires.</summary>
    [Fact]
    public async Task A_turn_that_nobody_prolongs_is_taken()
    {
        PostgresDeliveryStore gone = await OpenAsync();
        PostgresDeliveryStore other = await OpenAsync();
        Assert.True((await gone.Turn.LookAsync(true, default)).IsMine);
        using IDeliveryTables left = gone.Open();
        Assert.True(left.MaySend);

        await Eventually.HoldsAsync(() => other.Turn.LookAsync(true, default).AsTask().Result.IsMine);

        Assert.False(left.MaySend);
        using IDeliveryTables tables = other.Open();
        Assert.True(tables.MaySend);
    }

    /// <summary>A server is stopped for longer than its turn, and wakes up in the middle of its work.</summary>
    [Fact]
    public async Task What_a_server_notes_that_has_lost_the_turn_is_not_kept()
    {
        PostgresDeliveryStore frozen = await OpenAsync();
        PostgresDeliveryStore other = await OpenAsync();
        Assert.True((await frozen.Turn.LookAsync(true, default)).IsMine);
        using IDeliveryTables stale = frozen.Open();
        stale.SetTaken(1);
        stale.Begin();
        stale.SetTaken(99);
        PostgresServer.Shared.Query(Database, "UPDATE dispatcher SET free = true");
        Assert.True((await other.Turn.LookAsync(true, default)).IsMine);
        using IDeliveryTables tables = other.Open();
        tables.SetTaken(2);

        Assert.Throws<StoreException>(stale.Commit);

        Assert.True(stale.IsLost);
        Assert.Equal(2L, tables.Taken());
        Assert.Throws<StoreException>(() => stale.Waiting("a", 0, 1));
        Assert.False((await frozen.Turn.LookAsync(true, default)).IsMine);
        Assert.False(stale.MaySend);
    }

    [Fact]
    public async Task Commits_whose_connection_is_cut_are_kept_once()
    {
        await using var proxy = new CuttingProxy(PostgresServer.Shared.Port);
        PostgresDeliveryStore store = await OpenAsync(PostgresServer.Shared.Url(Database, proxy.Port));
        Assert.True((await store.Turn.LookAsync(true, default)).IsMine);
        using IDeliveryTables tables = store.Open();
        int commits = 0;
        proxy.Next = () => (Interlocked.Increment(ref commits) % 3) switch { 1 => CuttingProxy.Moment.BeforeCommit, 2 => CuttingProxy.Moment.AfterCommit, _ => CuttingProxy.Moment.Nowhere };
        for (int i = 1; i <= 6; i++)
        {
            tables.Begin();
            tables.SetTaken(i);
            tables.KeepEvent(i, "{}"u8);
            PostgresServer.Shared.Query(Database, $"INSERT INTO outgoing_threads VALUES ('a', gen_random_uuid(), '{i}', 0)");
            tables.Commit();
        }

        proxy.Next = static () => CuttingProxy.Moment.Nowhere;
        Assert.InRange(proxy.Cuts, 4, int.MaxValue);
        Assert.Equal(6L, tables.Taken());
        Assert.Equal("6|6", PostgresServer.Shared.Query(Database, "SELECT turn, (SELECT count(*) FROM outgoing_events) FROM dispatcher").Trim());
    }

    /// <summary>
    /// A backup was restored while servers run, or a standby that lacks the newest commits took over. The database gives numbers of lines again. A server that trusted its
    /// memory would leave out every event up to the newest number that it has seen.
    /// </summary>
    [Fact]
    public async Task A_database_that_has_gone_back_ends_the_turn_so_that_everything_is_read_again()
    {
        PostgresDeliveryStore store = await OpenAsync();
        Assert.True((await store.Turn.LookAsync(true, default)).IsMine);
        using IDeliveryTables tables = store.Open();
        tables.SetTaken(1);
        tables.SetTaken(2);
        Assert.True((await store.Turn.LookAsync(true, default)).IsMine);

        PostgresServer.Shared.Query(Database, "UPDATE dispatcher SET turn = 1, taken = 1");

        Assert.False((await store.Turn.LookAsync(true, default)).IsMine);
        Assert.True(tables.IsLost);
        await Eventually.HoldsAsync(() => store.Turn.LookAsync(true, default).AsTask().Result.IsMine);
        using IDeliveryTables again = store.Open();
        Assert.Equal(1L, again.Taken());
        again.SetTaken(2);
        Assert.True((await store.Turn.LookAsync(true, default)).IsMine);
    }

    /// <summary>Otherwise two servers deliver at once.</summary>
    [Fact]
    public async Task A_database_that_has_gone_back_gives_no_turn_that_a_server_believes_to_have()
    {
        PostgresDeliveryStore one = await OpenAsync();
        PostgresDeliveryStore other = await OpenAsync();
        string before = PostgresServer.Shared.Query(Database, "SELECT epoch FROM dispatcher").Trim();
        Assert.True((await one.Turn.LookAsync(true, default)).IsMine);
        using IDeliveryTables tables = one.Open();

        PostgresServer.Shared.Query(Database, $"UPDATE dispatcher SET epoch = {before}, free = true");

        Assert.True((await other.Turn.LookAsync(true, default)).IsMine);
        Assert.False((await one.Turn.LookAsync(true, default)).IsMine);
        Assert.True(tables.IsLost);
    }

    /// <summary>A slow backend executes its batch after the server has already run it again on another connection.</summary>
    [Fact]
    public async Task A_batch_that_comes_late_is_not_run_a_second_time()
    {
        PostgresDeliveryStore store = await OpenAsync();
        Assert.True((await store.Turn.LookAsync(true, default)).IsMine);
        using IDeliveryTables tables = store.Open();
        tables.SetTaken(1);
        PostgresServer.Shared.Query(Database, "UPDATE dispatcher SET turn = turn + 1, taken = 2");
        tables.Begin();
        tables.SetTaken(3);

        // The row under the number of this transaction shows its outcome.
        tables.Commit();

        Assert.Equal(2L, tables.Taken());
        tables.SetTaken(4);
        Assert.Equal(4L, tables.Taken());
    }

    /// <summary>Otherwise another server that takes the turn at that moment gives a number again, and can write nothing.</summary>
    [Fact]
    public async Task The_number_of_the_newest_delivery_is_kept_with_it_also_when_something_is_read_before()
    {
        PostgresDeliveryStore one = await OpenAsync();
        Assert.True((await one.Turn.LookAsync(true, default)).IsMine);
        using IDeliveryTables tables = one.Open();
        var row = new DeliveryRow
        {
            Sequence = 0, Id = "msg_1", Destination = "a", EventSequence = 1, Incident = new TimeOrderedId(1, 1), Number = 1, Environment = "prod", Service = "shop", Event = "triggered",
            IsUrgent = false, State = DeliveryState.Waiting, Tries = 0, DueAt = 1, CreatedAt = 1, TriedAt = null, FinishedAt = null, Status = null, Answer = null, HasFallenBack = false,
        };
        tables.Begin();
        tables.Insert(row);
        Assert.Single(tables.Waiting("a", 0, 10));
        long newest = tables.Insert(row with { Id = "msg_2" });
        tables.Commit();

        Assert.Equal($"{newest}", PostgresServer.Shared.Query(Database, "SELECT last FROM dispatcher").Trim());
    }

    [Fact]
    public async Task What_was_taken_is_removed_from_the_outbox_with_it()
    {
        await using IncidentStore incidents = await PostgresStore.OpenAsync(PatientPostgres.Options with { Url = url, HasOutbox = true }, TimeProvider.System);
        Assert.Equal(CommitStatus.Committed, await incidents.CommitAsync(Calls.Of(Wanted.Trigger("1"))));
        Assert.Equal(CommitStatus.Committed, await incidents.CommitAsync(Calls.Of(Wanted.Trigger("2"))));
        using IOutboxReader outbox = incidents.OpenOutbox();
        IReadOnlyList<OutboxEvent> events = outbox.ReadAfter(0, 10);
        Assert.Equal(2, events.Count);
        PostgresDeliveryStore store = await OpenAsync();
        Assert.True((await store.Turn.LookAsync(true, default)).IsMine);
        using IDeliveryTables tables = store.Open();

        tables.Begin();
        tables.SetTaken(events[0].Sequence);
        tables.Undo();
        Assert.Equal(2, outbox.ReadAfter(0, 10).Count);
        tables.SetTaken(events[0].Sequence);

        Assert.Equal([events[1]], outbox.ReadAfter(0, 10));
    }

    private static (bool IsMine, bool HasDestinations) Of(DeliveryTurnState state) => (state.IsMine, state.HasDestinations);

    private async Task<PostgresDeliveryStore> OpenAsync(string? at = null)
    {
        PostgresDeliveryStore store = await PostgresDeliveryStore.OpenAsync(PatientPostgres.Options with { Url = at ?? url }, TimeProvider.System);
        opened.Add(store);
        return store;
    }
}
