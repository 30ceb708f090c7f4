using Callgoose.Incidents;
using Callgoose.Storage.Maintenances;

namespace Callgoose.Storage.Tests;

/// <summary>All stores of maintenances behave the same.</summary>
public abstract class MaintenanceContractTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly TimeOrderedIds ids = new(TimeProvider.System);

    private protected SettableClock Clock { get; } = new();

    /// <summary>Opens the store under test, which is empty at first. All instances of a test share their data.</summary>
    protected abstract ValueTask<IMaintenanceStore> OpenAsync();

    [Fact]
    public async Task What_one_keeps_another_lists_as_it_is_and_notices()
    {
        using IMaintenanceStore one = await OpenAsync();
        using IMaintenanceStore other = await OpenAsync();
        ServiceMaintenance later = Make(Hour, Hour * 2) with { Service = "shöp", Tags = [["a\0b", "\"é\\"], ["c"]], Reason = "a new \"disk\"", BegunBy = "tool" };
        ServiceMaintenance now = Make(TimeSpan.Zero, Hour);
        long before = other.Version;

        Assert.True(one.Add(later));
        Assert.True(one.Add(now));

        Assert.NotEqual(before, other.Version);
        Assert.Equal(other.Version, other.Version);
        IReadOnlyList<ServiceMaintenance> listed = other.List();
        Assert.Equal([later.Id, now.Id], listed.Select(static kept => kept.Id));
        Assert.Equal(later.Tags, listed[0].Tags);
        Assert.Equal([later with { Tags = [] }, now with { Tags = [] }], listed.Select(static kept => kept with { Tags = [] }));
    }

    [Fact]
    public async Task Its_end_is_moved_by_anyone_until_it_has_ended()
    {
        using IMaintenanceStore one = await OpenAsync();
        using IMaintenanceStore other = await OpenAsync();
        ServiceMaintenance running = Make(TimeSpan.Zero, Hour);
        ServiceMaintenance planned = Make(Hour, Hour * 2);
        Assert.True(one.Add(running) && one.Add(planned));

        Assert.Equal(running.Until + 1, other.MoveEnd(running.Id, running.Until + 1)!.Until);
        Assert.Equal(running.Until + 1, one.List().Single(kept => kept.Id == running.Id).Until);
        Clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(Clock.UnixMilliseconds, one.MoveEnd(running.Id, Clock.UnixMilliseconds)!.Until);
        Assert.Null(other.MoveEnd(running.Id, running.Until));
        ServiceMaintenance removed = other.MoveEnd(planned.Id, Clock.UnixMilliseconds)!;
        Assert.Equal((Clock.UnixMilliseconds, Clock.UnixMilliseconds), (removed.From, removed.Until));
        Assert.Null(one.MoveEnd(ids.Next(), long.MaxValue));
    }

    [Fact]
    public async Task Ended_ones_are_listed_for_thirty_days_and_make_room_afterwards()
    {
        using IMaintenanceStore store = await OpenAsync();
        for (int i = 0; i < ServiceMaintenance.Most; i++)
        {
            Assert.True(store.Add(Make(TimeSpan.Zero, Hour)));
        }

        Assert.False(store.Add(Make(TimeSpan.Zero, Hour)));
        Assert.Equal(ServiceMaintenance.Most, store.List().Count);
        Clock.Now += Hour + ServiceMaintenance.Kept - TimeSpan.FromMilliseconds(1);
        Assert.Equal(ServiceMaintenance.Most, store.List().Count);
        Assert.False(store.Add(Make(TimeSpan.Zero, Hour)));
        Clock.Now += TimeSpan.FromMilliseconds(1);
        Assert.Empty(store.List());
        Assert.True(store.Add(Make(TimeSpan.Zero, Hour)));
        Assert.Single(store.List());
    }

    [Fact]
    public async Task Of_many_at_once_no_more_are_kept_than_there_is_room_for()
    {
        using IMaintenanceStore store = await OpenAsync();
        for (int i = 0; i < ServiceMaintenance.Most - 3; i++)
        {
            Assert.True(store.Add(Make(TimeSpan.Zero, Hour)));
        }

        IMaintenanceStore[] several = [await OpenAsync(), await OpenAsync(), await OpenAsync(), await OpenAsync()];
        ServiceMaintenance[][] wanted = [.. several.Select(_ => new[] { Make(TimeSpan.Zero, Hour), Make(TimeSpan.Zero, Hour) })];
        bool[][] kept = await Task.WhenAll(several.Zip(wanted, static (one, some) => Task.Run(() => some.Select(one.Add).ToArray())));
        Array.ForEach(several, static one => one.Dispose());

        Assert.Equal(3, kept.SelectMany(static one => one).Count(static isKept => isKept));
        Assert.Equal(ServiceMaintenance.Most, store.List().Count);
    }

    private ServiceMaintenance Make(TimeSpan from, TimeSpan until) => new()
    {
        Id = ids.Next(),
        Service = "shop",
        From = (Clock.Now + from).ToUnixTimeMilliseconds(),
        Until = (Clock.Now + until).ToUnixTimeMilliseconds(),
    };
}
