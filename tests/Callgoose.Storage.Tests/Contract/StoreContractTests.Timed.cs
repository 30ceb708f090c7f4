using Callgoose.Incidents;

namespace Callgoose.Storage.Tests;

/// <summary>Changes that happen by themselves: ends, holds, and clocks that are moved.</summary>
public abstract partial class StoreContractTests
{
    [Fact]
    public async Task What_is_due_happens_by_itself()
    {
        await CallAsync(Wanted.Trigger("ends") with { EndsAt = Clock.UnixMilliseconds + 60_000 });
        await CallAsync(Wanted.Trigger("held") with { SuppressedUntil = Clock.UnixMilliseconds + 120_000 });
        Assert.Equal((1L, 1L), (Store.Statistics.Open, Store.Statistics.Suppressed));
        Clock.Now += TimeSpan.FromMinutes(1);

        // The writer runs what is due after each commit.
        await CallAsync();
        await CallAsync();
        Assert.Equal([IncidentState.Suppressed, IncidentState.Resolved], All.Select(static incident => incident.State));
        Clock.Now += TimeSpan.FromMinutes(1);
        await CallAsync();
        await CallAsync();

        Assert.Equal([IncidentState.Triggered, IncidentState.Resolved], All.Select(static incident => incident.State));
        Assert.Equal((1L, 0L, 1L), (Store.Statistics.Open, Store.Statistics.Suppressed, Store.Statistics.Expired));
    }

    [Fact]
    public async Task A_clock_that_is_moved_neither_ends_an_incident_early_nor_keeps_it()
    {
        await CallAsync(Wanted.Trigger("ends") with { EndsAt = Clock.UnixMilliseconds + 60_000 });
        await CallAsync(Wanted.Trigger("named") with { EndsAt = (Clock.Now + TimeSpan.FromDays(366)).ToUnixTimeMilliseconds() });
        Clock.Move(TimeSpan.FromDays(365));
        await CallAsync();
        await CallAsync();
        Assert.Equal([IncidentState.Triggered, IncidentState.Triggered], All.Select(static incident => incident.State));

        Clock.Now += TimeSpan.FromSeconds(30);
        Clock.Move(TimeSpan.FromDays(-400));
        await CallAsync();
        Clock.Now += TimeSpan.FromSeconds(29);
        await CallAsync();
        await CallAsync();
        Assert.Equal(IncidentState.Triggered, All[1].State);

        Clock.Now += TimeSpan.FromSeconds(1);
        await CallAsync();
        await CallAsync();
        Assert.Equal([IncidentState.Triggered, IncidentState.Resolved], All.Select(static incident => incident.State));
        Assert.Equal(1L, Store.Statistics.Expired);
    }

    [Fact]
    public async Task What_is_held_follows_the_maintenance_of_its_service()
    {
        long hour = (long)TimeSpan.FromHours(1).TotalMilliseconds;
        long now = Clock.UnixMilliseconds;
        await CallAsync(Wanted.Trigger("longer") with { Service = "web", SuppressedUntil = now + hour });
        await CallAsync(Wanted.Trigger("over") with { Service = "db", SuppressedUntil = now + hour });
        Store.Maintenance = service => service == "web" ? now + (2 * hour) : 0;
        await CallAsync();
        await CallAsync();
        Assert.Equal([IncidentState.Triggered, IncidentState.Suppressed], All.Select(static incident => incident.State));

        Clock.Now += TimeSpan.FromHours(1.5);
        await CallAsync();
        await CallAsync();
        Assert.Equal(IncidentState.Suppressed, All[1].State);

        Clock.Now += TimeSpan.FromHours(0.5);
        await CallAsync();
        await CallAsync();
        Assert.Equal([IncidentState.Triggered, IncidentState.Triggered], All.Select(static incident => incident.State));
        Assert.Equal((2L, 0L), (Store.Statistics.Open, Store.Statistics.Suppressed));
    }

    [Fact]
    public async Task What_is_held_follows_every_change_of_what_one_method_says()
    {
        long end = Clock.UnixMilliseconds + 60_000;
        Store.Maintenance = Until;
        await CallAsync(Wanted.Trigger("held") with { SuppressedUntil = end });
        await CallAsync();
        Assert.Equal(IncidentState.Suppressed, All[0].State);

        end = 0;
        Store.Maintenance = new Func<string, long>(Until);
        await CallAsync();
        await CallAsync();
        Assert.Equal(IncidentState.Triggered, All[0].State);

        long Until(string service) => service.Length > 0 ? end : 0;
    }

    [Fact]
    public async Task A_clock_that_leaves_the_maintenance_opens_what_is_held()
    {
        long begin = Clock.UnixMilliseconds;
        long end = begin + 60_000;
        Store.Maintenance = _ => Clock.UnixMilliseconds >= begin && Clock.UnixMilliseconds < end ? end : 0;
        await CallAsync(Wanted.Trigger("held") with { SuppressedUntil = end });
        Assert.Equal(IncidentState.Suppressed, All[0].State);

        Clock.Move(TimeSpan.FromDays(-365));
        await CallAsync();
        await CallAsync();
        Assert.Equal(IncidentState.Triggered, All[0].State);
    }
}
