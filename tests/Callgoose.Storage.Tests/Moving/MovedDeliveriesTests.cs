using Callgoose.Incidents;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Moving;
using Callgoose.Storage.Outbox;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Deliveries;
using Callgoose.Storage.Postgres.Moving;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Moving;

namespace Callgoose.Storage.Tests;

/// <summary>
/// Deliveries move to PostgreSQL and back: waiting ones, those that were sent or given up, and events that were not taken yet (tests/README.md R27).
/// </summary>
public sealed class MovedDeliveriesTests
{
    private const long Now = 1_770_000_000_000;

    [Fact]
    public async Task What_waits_what_was_sent_and_what_was_not_taken_is_the_same_there_and_back()
    {
        using var one = new TemporaryFolder();
        using var two = new TemporaryFolder();
        string url = PostgresServer.Shared.NewDatabase();
        await FillAsync(one.Open(), takes: 2);
        Kept wanted = await InFolderAsync(one.Open());
        Assert.Equal(3, wanted.Events.Count);

        await MoveAsync(SqliteMoveSource.Open(one.Open()), PostgresMoveTarget.Open(Options(url)));
        Assert.Equal(wanted, await InFolderAsync(one.Open()));
        Assert.Equal(wanted, await InDatabaseAsync(url));

        await MoveAsync(await PostgresMoveSource.OpenAsync(Options(url)), SqliteMoveTarget.Open(two.Data));
        Assert.Equal(wanted, await InFolderAsync(two.Open()));
    }

    /// <summary>The next delivery gets the next number, although the newest rows are gone.</summary>
    [Fact]
    public async Task Numbers_of_deliveries_go_on()
    {
        using var one = new TemporaryFolder();
        using var two = new TemporaryFolder();
        string url = PostgresServer.Shared.NewDatabase();
        await FillAsync(one.Open(), takes: 5);
        using (IDeliveryTables tables = new SqliteDeliveryStore(one.Open()).Open())
        {
            tables.Skip(new DeliverySelection(null, "audit", null) { IsWaiting = true }, Now);
            tables.Skip(new DeliverySelection(null, "gone", null) { IsWaiting = true }, Now);
            tables.RemoveOld(Now * 2);
        }

        await MoveAsync(SqliteMoveSource.Open(one.Open()), PostgresMoveTarget.Open(Options(url)));
        await MoveAsync(await PostgresMoveSource.OpenAsync(Options(url)), SqliteMoveTarget.Open(two.Data));

        using IDeliveryTables moved = new SqliteDeliveryStore(two.Open()).Open();
        Assert.Equal(5, moved.Taken());
        Assert.Equal(7, moved.Insert(Row(new TimeOrderedId(1, 1), 1, 1)));
    }

    [Fact]
    public async Task A_folder_from_which_nothing_is_delivered_has_no_deliveries_after_a_move_back()
    {
        using var one = new TemporaryFolder();
        using var two = new TemporaryFolder();
        string url = PostgresServer.Shared.NewDatabase();
        await using (OpenFolder(one.Open(), hasOutbox: false))
        {
        }

        await MoveAsync(SqliteMoveSource.Open(one.Open()), PostgresMoveTarget.Open(Options(url)));
        await MoveAsync(await PostgresMoveSource.OpenAsync(Options(url)), SqliteMoveTarget.Open(two.Data));

        Assert.False(two.Open().HasDeliveries);
    }

    /// <summary>Until a server with destinations starts, another server writes events to the outbox, and leaves them to others for a minute.</summary>
    [Fact]
    public async Task A_server_without_destinations_that_is_started_first_keeps_what_waits_for_others()
    {
        using var one = new TemporaryFolder();
        string url = PostgresServer.Shared.NewDatabase();
        await FillAsync(one.Open(), takes: 2);
        await MoveAsync(SqliteMoveSource.Open(one.Open()), PostgresMoveTarget.Open(Options(url)));
        using PostgresDeliveryStore store = await PostgresDeliveryStore.OpenAsync(Options(url), TimeProvider.System);

        DeliveryTurnState seen = await store.Turn.LookAsync(hasDestinations: false, default);

        Assert.Equal((false, true), (seen.IsMine, seen.HasDestinations));
        Assert.True((await store.Turn.LookAsync(hasDestinations: true, default)).IsMine);
    }

    private static PostgresStoreOptions Options(string url) => PatientPostgres.Options with { Url = url };

    private static SqliteServerStorage OpenFolder(DataFolder folder, bool hasOutbox) => SqliteServerStorage.Open(
        StoreScenario.Defaults with { Folder = folder, HasOutbox = hasOutbox }, TimeProvider.System, static _ => { }, static why => Assert.Fail(why));

    /// <summary>
    /// Five events of three incidents, some of which are taken: one is delivered, one is dead and not reported yet, the others wait.
    /// </summary>
    private static async Task FillAsync(DataFolder folder, int takes)
    {
        await using SqliteServerStorage storage = OpenFolder(folder, hasOutbox: true);
        await storage.Incidents.CommitAsync(Calls.Of(Wanted.Trigger("1") with { Title = "a \0 ‘title’" }));
        await storage.Incidents.CommitAsync(Calls.Of(Wanted.Trigger("2") with { Service = "shöp" }, Wanted.Trigger("3")));
        await storage.Incidents.CommitAsync(Calls.Of(Wanted.Resolve("2") with { Service = "shöp" }));
        await storage.Incidents.CommitAsync(Calls.Of(Wanted.Resolve("1")));
        using IOutboxReader outbox = storage.Incidents.OpenOutbox();
        IReadOnlyList<OutboxEvent> events = outbox.ReadAfter(0, 100);
        Assert.Equal(5, events.Count);
        using IDeliveryTables tables = storage.Deliveries.Open();
        tables.AddDestination("audit", 0);
        tables.AddDestination("gone", 0);
        tables.AddDestination("gone \0 too", 1);
        tables.RemoveDestination("gone", Now);
        tables.KeepThread("audit", events[0].IncidentId, "1770.1 \0", Now);
        TimeOrderedId first = events[0].IncidentId;
        foreach (OutboxEvent one in events.Take(takes))
        {
            tables.KeepEvent(one.Sequence, "{\"a\":1}"u8);
            tables.Insert(Row(one.IncidentId, one.Number, one.Sequence));
        }

        long delivered = tables.Insert(Row(first, 1, 1) with { Destination = "gone", IsUrgent = true });
        if (takes < 5)
        {
            tables.Finish(delivered, DeliveryState.Delivered, 2, Now + 2, 200, "ok \0");
            tables.Finish(1, DeliveryState.Dead, 10, Now + 3, null, null, isToTell: true);
            tables.Postpone(2, 3, Now, Now + 60_000, 503, "busy");
            tables.FellBack(2);
        }

        tables.SetTaken(events[takes - 1].Sequence);
    }

    private static async Task MoveAsync(IMoveSource source, IMoveTarget target)
    {
        await using IMoveSource from = source;
        await using IMoveTarget to = target;
        await new StoreMove(from, to, static _ => { }).RunAsync();
    }

    private static async Task<Kept> InFolderAsync(DataFolder folder)
    {
        await using SqliteServerStorage storage = OpenFolder(folder, hasOutbox: true);
        using IDeliveryTables tables = storage.Deliveries.Open();
        return await Kept.ReadAsync(storage.Incidents, storage.Deliveries, tables);
    }

    private static async Task<Kept> InDatabaseAsync(string url)
    {
        await using IncidentStore incidents = await PostgresStore.OpenAsync(Options(url) with { HasOutbox = true }, TimeProvider.System);
        using PostgresDeliveryStore store = await PostgresDeliveryStore.OpenAsync(Options(url), TimeProvider.System);
        Assert.True((await store.Turn.LookAsync(true, default)).IsMine);
        using IDeliveryTables tables = store.Open();
        Kept kept = await Kept.ReadAsync(incidents, store, tables);
        await store.Turn.LeaveAsync();
        return kept;
    }

    private static DeliveryRow Row(TimeOrderedId incident, int number, long sequence) => new()
    {
        Sequence = 0,
        Id = DeliveryIds.Of(incident, number, Now, "audit"),
        Destination = "audit",
        EventSequence = sequence,
        Incident = incident,
        Number = number,
        Environment = "prod",
        Service = "shöp",
        Event = "triggered",
        IsUrgent = false,
        State = DeliveryState.Waiting,
        Tries = 0,
        DueAt = Now,
        CreatedAt = Now,
        TriedAt = null,
        FinishedAt = null,
        Status = null,
        Answer = null,
        HasFallenBack = false,
    };

    /// <summary>Everything that a server with destinations starts with.</summary>
    private sealed record Kept(IReadOnlyList<OutboxEvent> Events, string Rest)
    {
        public static async Task<Kept> ReadAsync(IncidentStore incidents, IDeliveryStore store, IDeliveryTables tables)
        {
            using IOutboxReader outbox = incidents.OpenOutbox();
            IReadOnlyList<DeliveryRow> rows = await store.ListAsync(new DeliveryQuery());
            string[] rest =
            [
                $"{tables.Taken()} of {outbox.Newest()}",
                .. tables.KnownDestinations().OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => one.ToString()),
                .. rows.Select(static row => row.ToString()),
                .. tables.Untold(10).Select(static row => $"untold {row.Sequence}"),
                .. rows.Select(static row => row.EventSequence).Distinct().Select(sequence => $"{sequence} {Convert.ToHexString(tables.ReadEvent(sequence) ?? [])}"),
                .. rows.Select(row => tables.ReadThread(row.Destination, row.Incident)),
            ];
            return new Kept(outbox.ReadAfter(tables.Taken() ?? 0, 100), string.Join('\n', rest));
        }

        public bool Equals(Kept? other) => other is not null && Rest == other.Rest && Events.SequenceEqual(other.Events);

        public override int GetHashCode() => Rest.GetHashCode(StringComparison.Ordinal);
    }
}
