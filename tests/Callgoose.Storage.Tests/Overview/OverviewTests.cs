using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Sqlite.Reading;

namespace Callgoose.Storage.Tests.Overview;

/// <summary>The counts of an overview, from stored data and from later commits.</summary>
public sealed class OverviewTests : IAsyncDisposable
{
    private readonly StoreScenario scenario = new();
    private readonly OverviewCounter counter;

    public OverviewTests()
    {
        counter = NewCounter();
    }

    public async ValueTask DisposeAsync()
    {
        await counter.DisposeAsync();
        await scenario.DisposeAsync();
    }

    [Fact]
    public async Task What_is_followed_is_what_is_counted_anew()
    {
        await OpenAsync("before", TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(30));
        OverviewReport first = await ReadAsync(counter);
        Assert.Equal((1, 1), (first.Total.Opened, first.Total.Acknowledged.Count));

        await OpenAsync("during", TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(90));
        await scenario.CallAsync(Wanted.Trigger("open") with { Service = "db", Urgency = Urgency.Low });

        OverviewReport followed = await ReadAsync(counter);
        await using OverviewCounter other = NewCounter();
        OverviewReport anew = await ReadAsync(other);

        Assert.Equal((3, 2), (followed.Total.Opened, followed.Total.High));
        Assert.Equal((2, 480_000L, 90 * 60_000L), (followed.Total.Acknowledged.Count, followed.Total.Acknowledged.Percentile95!.Value, followed.Total.Resolved.Percentile95!.Value));
        Assert.Equal(240_000L, followed.Total.Acknowledged.Median);
        Assert.Equal(["web", "db"], followed.Services.Select(static one => one.Name));
        Assert.Equal(Shown(anew), Shown(followed));
    }

    [Fact]
    public async Task Only_the_first_acknowledgement_counts_and_what_a_maintenance_held_opens_when_that_ends()
    {
        await scenario.CallAsync(Wanted.Trigger("a"));
        TimeOrderedId id = scenario.Touched()[0];
        await ActAsync(id, TransitionKind.Acknowledged, TimeSpan.FromMinutes(1));
        await ActAsync(id, TransitionKind.Unacknowledged, TimeSpan.FromMinutes(1));
        await ActAsync(id, TransitionKind.Acknowledged, TimeSpan.FromMinutes(60));
        await scenario.CallAsync(Wanted.Trigger("held") with { SuppressedUntil = scenario.Clock.UnixMilliseconds + 86_400_000 });
        await scenario.CallAsync(Wanted.Resolve("held"));

        OverviewReport report = await ReadAsync(counter);

        Assert.Equal((1, 1, 60_000L, 0), (report.Total.Opened, report.Total.Acknowledged.Count, report.Total.Acknowledged.Median!.Value, report.Total.Resolved.Count));
    }

    [Fact]
    public async Task A_token_sees_its_environment_and_services_alone()
    {
        await scenario.CallAsync(Wanted.Trigger("1"), Wanted.Trigger("2") with { Service = "db" }, Wanted.Trigger("3") with { Environment = "staging" });

        OverviewReport mine = await counter.ReadAsync(Query() with { Environment = string.Empty, Services = ["web"] }, Timeout.InfiniteTimeSpan);
        OverviewReport nobody = await counter.ReadAsync(Query() with { Environment = string.Empty, Services = [] }, Timeout.InfiniteTimeSpan);

        Assert.Equal(("web", 1), (Assert.Single(mine.Services).Name, mine.Total.Opened));
        Assert.Equal((0, 0, 0), (nobody.Total.Opened, nobody.Services.Count, nobody.NightIncidents.Count));
    }

    [Fact]
    public async Task Nights_and_days_are_those_of_the_time_zone()
    {
        // 21:30 UTC is 22:30 in Berlin, and 06:30 the next day in Tokyo.
        scenario.Clock.Now = new DateTimeOffset(2025, 11, 12, 21, 30, 0, TimeSpan.Zero);
        await scenario.CallAsync(Wanted.Trigger("night"));
        scenario.Clock.Now += TimeSpan.FromHours(12);

        OverviewReport berlin = await ReadAsync(counter, "Europe/Berlin");
        OverviewReport tokyo = await ReadAsync(counter, "Asia/Tokyo");

        Assert.Equal((1, 1), (berlin.Total.Night, berlin.Hours[22]));
        Assert.Equal("Server Down", Assert.Single(berlin.NightIncidents).Title);
        Assert.Equal((0, 1, 0), (tokyo.Total.Night, tokyo.Hours[6], tokyo.NightIncidents.Count));
        Assert.Equal((1, 1), (berlin.Total.Periods[^2], tokyo.Total.Periods[^1]));
    }

    [Fact]
    public async Task The_noisiest_keys_stay_among_thousands_that_come_once()
    {
        for (int i = 0; i < 400; i++)
        {
            await scenario.CallAsync([.. Enumerable.Range(0, 10).Select(n => Wanted.Trigger($"once {i} {n}") with { Service = $"s{n}" })]);
            if (i % 40 == 0)
            {
                await scenario.CallAsync(Wanted.Trigger("noisy") with { Title = "Flapping" });
                await scenario.CallAsync(Wanted.Resolve("noisy"));
            }
        }

        OverviewKey noisy = Assert.Single((await ReadAsync(counter)).Keys);

        Assert.Equal(("noisy", 10, "Flapping"), (noisy.Key, noisy.Opened, noisy.Newest.Title));
    }

    [Fact]
    public async Task What_is_committed_while_it_counts_is_counted_once()
    {
        for (int i = 0; i < 1200; i++)
        {
            await scenario.CallAsync(Wanted.Trigger($"{i}"));
        }

        int turns = 0;
        await using var slow = new OverviewCounter(() => OverviewReader.Open(scenario.Options.Folder), scenario.Clock, async () =>
        {
            turns++;
            await scenario.CallAsync(Wanted.Resolve($"{turns * 100}"));
            await scenario.CallAsync(Wanted.Trigger($"during {turns}"));
        });

        // Its own actions produce more to follow, so the test asks for the state after five pages.
        OverviewReport report = await slow.ReadAsync(Query(), TimeSpan.FromSeconds(10));
        int opened = 1200 + turns;

        Assert.True(report.IsBuilding || report.Total.Opened == opened, $"{report.Total.Opened} of {opened}");
        Assert.InRange(report.Total.Opened, 1200, opened);
        Assert.InRange(report.Total.Resolved.Count, 1, turns);
    }

    [Fact]
    public async Task What_is_older_than_it_goes_back_is_not_in_it()
    {
        await scenario.CallAsync(Wanted.Trigger("old"));
        await ReadAsync(counter);
        scenario.Clock.Now += OverviewCounts.Kept + TimeSpan.FromHours(2);
        await scenario.CallAsync(Wanted.Resolve("old"));
        await scenario.CallAsync(Wanted.Trigger("new"));

        OverviewReport report = await counter.ReadAsync(new OverviewQuery { Since = 0 }, Timeout.InfiniteTimeSpan);

        Assert.Equal((1, 0), (report.Total.Opened, report.Total.Resolved.Count));
        Assert.InRange(report.Periods.Count, 92, 94);
    }

    private OverviewCounter NewCounter() => new(() => OverviewReader.Open(scenario.Options.Folder), scenario.Clock);

    private OverviewQuery Query() => new() { Since = scenario.Clock.UnixMilliseconds - (7 * 86_400_000L) };

    private ValueTask<OverviewReport> ReadAsync(OverviewCounter from, string zone = "UTC") =>
        from.ReadAsync(Query() with { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) }, Timeout.InfiniteTimeSpan);

    private async Task OpenAsync(string key, TimeSpan acknowledged, TimeSpan resolved)
    {
        await scenario.CallAsync(Wanted.Trigger(key));
        await ActAsync(scenario.Touched()[0], TransitionKind.Acknowledged, acknowledged);
        scenario.Clock.Now += resolved - acknowledged;
        await scenario.CallAsync(Wanted.Resolve(key));
    }

    private async Task ActAsync(TimeOrderedId id, TransitionKind kind, TimeSpan after)
    {
        scenario.Clock.Now += after;
        var transition = new Transition(kind, scenario.Clock.UnixMilliseconds, "laptop", scenario.Store.Ids.Next());
        Assert.Equal(CommitStatus.Committed, await scenario.Store.CommitAsync(new IncidentActionCommand(id, string.Empty, transition)));
    }

    private static string Shown(OverviewReport report) => string.Join('\n', [
        $"{report.Total}", string.Join(',', report.Total.Periods), string.Join(',', report.Hours),
        .. report.Services.Select(static one => $"{one.Name} {one.Opened} {one.Acknowledged} {one.Resolved}"), .. report.Sources.Select(static one => $"{one.Name} {one.Opened}"),
        .. report.NightIncidents.Select(static one => $"{one}")]).Replace("System.Int32[]", string.Empty, StringComparison.Ordinal);
}
