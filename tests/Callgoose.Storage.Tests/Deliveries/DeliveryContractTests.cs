using Callgoose.Incidents;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Storage.Tests;

/// <summary>All stores of deliveries behave the same.</summary>
public abstract class DeliveryContractTests
{
    private const long Now = 1_770_000_000_000;

    private static readonly TimeOrderedIds Ids = new(TimeProvider.System);

    /// <summary>Opens an empty store to test.</summary>
    protected abstract (IDeliveryStore Store, IDeliveryTables Tables) Open();

    [Fact]
    public async Task A_delivery_is_listed_as_it_was_kept_and_ended()
    {
        (IDeliveryStore store, IDeliveryTables tables) = Open();
        DeliveryRow wanted = Row("a\0b", Ids.Next()) with { Service = "shöp", IsUrgent = true };
        tables.Begin();
        long first = tables.Insert(wanted);
        long second = tables.Insert(wanted with { Destination = "other", State = DeliveryState.Skipped, FinishedAt = Now, Answer = "why\0" });
        tables.Postpone(first, 3, Now + 1, Now + 2, 503, "busy");
        tables.FellBack(first);
        tables.Commit();

        Assert.True(first < second);
        DeliveryRow waiting = wanted with { Sequence = first, Tries = 3, TriedAt = Now + 1, DueAt = Now + 2, Status = 503, Answer = "busy", HasFallenBack = true };
        Assert.Equal([waiting], tables.Waiting("a\0b", 0, 10));
        Assert.Empty(tables.Waiting("a\0b", first, 10));
        tables.Finish(first, DeliveryState.Dead, 4, Now + 5, null, null, isToTell: true);
        DeliveryRow dead = waiting with { State = DeliveryState.Dead, Tries = 4, TriedAt = Now + 5, FinishedAt = Now + 5, Status = null, Answer = null };
        Assert.Equal([dead], tables.Untold(10));
        tables.SetTold(first);
        Assert.Empty(tables.Untold(10));

        Assert.Equal([second, first], (await store.ListAsync(new DeliveryQuery())).Select(static row => row.Sequence));
        Assert.Equal([dead], await store.ListAsync(new DeliveryQuery { State = DeliveryState.Dead, Destination = "a\0b", Incident = wanted.Incident, Services = ["x", "shöp"] }));
        Assert.Equal([first], (await store.ListAsync(new DeliveryQuery { Before = second, Environment = "prod", Limit = 1 })).Select(static row => row.Sequence));
        Assert.Equal(2, (await store.ListAsync(new DeliveryQuery { Id = wanted.Id })).Count);
        foreach (DeliveryQuery none in (DeliveryQuery[])[new() { Id = "msg_\0" }, new() { Environment = "test" }, new() { Services = [] }, new() { Destination = "a" }])
        {
            Assert.Empty(await store.ListAsync(none));
        }
    }

    [Fact]
    public void What_is_undone_is_not_there_and_what_a_transaction_has_written_it_reads()
    {
        (_, IDeliveryTables tables) = Open();
        Assert.Null(tables.Taken());
        TimeOrderedId incident = Ids.Next();
        tables.Begin();
        tables.SetTaken(7);
        tables.KeepEvent(7, "{}"u8);
        tables.AddDestination("a", 5);
        tables.Insert(Row("a", incident));
        tables.KeepThread("a", incident, "thread\0", Now);
        Assert.True(tables.WasAdded(incident, 1, "a"));
        Assert.Equal((7L, "thread\0"), (tables.Taken(), tables.ReadThread("a", incident)));
        tables.Undo();

        Assert.Null(tables.Taken());
        Assert.Null(tables.ReadEvent(7));
        Assert.Empty(tables.KnownDestinations());
        Assert.Equal((false, string.Empty), (tables.WasAdded(incident, 1, "a"), tables.ReadThread("a", incident)));
        tables.KeepEvent(7, "{}"u8);
        tables.KeepEvent(7, "[]"u8);
        Assert.Equal("{}"u8.ToArray(), tables.ReadEvent(7));
    }

    [Fact]
    public async Task What_people_do_changes_what_they_mean_and_is_seen()
    {
        (IDeliveryStore store, IDeliveryTables tables) = Open();
        TimeOrderedId incident = Ids.Next();
        tables.KeepEvent(1, "{}"u8);
        long before = tables.Insert(Row("a", incident) with { Id = "msg_1", Number = 1 });
        long dead = tables.Insert(Row("a", incident));
        long gone = tables.Insert(Row("a", Ids.Next()) with { EventSequence = 2 });
        tables.Postpone(before, 2, Now, Now + 60_000, 500, null);
        tables.Finish(dead, DeliveryState.Dead, 10, Now, 500, null);
        tables.Finish(gone, DeliveryState.Dead, 10, Now, 500, null);
        long version = tables.Version();

        Assert.Equal(0, await store.ChangeAsync(new DeliverySelection(null, "a", "test"), skip: false, Now));
        Assert.Equal(1, await store.ChangeAsync(new DeliverySelection(Row("a", incident).Id, null, "prod"), skip: false, Now));
        Assert.NotEqual(version, tables.Version());
        Assert.Equal([(before, 0L, 2), (dead, 0L, 0)], tables.Waiting("a", 0, 10).Select(static row => (row.Sequence, row.DueAt, row.Tries)));
        Assert.Equal(1, await store.ChangeAsync(new DeliverySelection(null, null, null), skip: true, Now));
        Assert.Equal(2, tables.Skip(new DeliverySelection(null, "a", null) { IsWaiting = true }, Now));
        Assert.Empty(await store.WaitingAsync());
        Assert.Equal(3, (await store.ListAsync(new DeliveryQuery { State = DeliveryState.Skipped })).Count);
    }

    [Fact]
    public async Task Destinations_that_are_gone_are_listed_until_nothing_waits_for_them()
    {
        (IDeliveryStore store, IDeliveryTables tables) = Open();
        tables.AddDestination("a", 0);
        tables.AddDestination("b", 3);
        tables.RemoveDestination("b", Now);
        tables.Insert(Row("a", Ids.Next()));
        tables.Insert(Row("unknown", Ids.Next()) with { CreatedAt = Now - 1, DueAt = Now - 1 });
        tables.Insert(Row("unknown", Ids.Next()) with { Event = "delivery_failed" });
        tables.FindRemoved(Now + 1);

        Assert.Equal([new KeyValuePair<string, long>("a", 0)], tables.KnownDestinations());
        Assert.Equal([new RemovedDestination("unknown", Now + 1, 2, Now - 1)], tables.Removed());
        Assert.Equal(["a 1", "unknown 2"], (await store.WaitingAsync()).Select(static one => $"{one.Key} {one.Value.Count}"));
        Assert.Equal(2, tables.GiveUp("unknown", "gone", Now));
        Assert.Equal(["triggered"], tables.Untold(10).Select(static row => row.Event));
        Assert.Empty(tables.Removed());
    }

    [Fact]
    public async Task What_is_old_and_what_an_older_copy_does_not_have_is_forgotten()
    {
        (IDeliveryStore store, IDeliveryTables tables) = Open();
        tables.SetTaken(9);
        tables.AddDestination("a", 8);
        for (int i = 1; i <= 3; i++)
        {
            tables.KeepEvent(i, "{}"u8);
            tables.Insert(Row("a", Ids.Next()) with { EventSequence = i });
        }

        tables.Finish(1, DeliveryState.Delivered, 1, Now, 200, null);
        tables.RemoveOld(Now + 1);
        Assert.Null(tables.ReadEvent(1));
        Assert.NotNull(tables.ReadEvent(2));
        Assert.Equal(2, (await store.ListAsync(new DeliveryQuery())).Count);

        tables.ForgetAfter(2, Now);
        Assert.Equal((2L, 2L), (tables.Taken(), tables.KnownDestinations()["a"]));
        Assert.Equal([DeliveryState.Skipped, DeliveryState.Waiting], (await store.ListAsync(new DeliveryQuery())).Select(static row => row.State));
        Assert.Null(tables.ReadEvent(3));
    }

    private static DeliveryRow Row(string destination, TimeOrderedId incident) => new()
    {
        Sequence = 0,
        Id = DeliveryIds.Of(incident, 2, Now, "a"),
        Destination = destination,
        EventSequence = 1,
        Incident = incident,
        Number = destination == "a" ? 1 : 2,
        Environment = "prod",
        Service = "shop",
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
}
