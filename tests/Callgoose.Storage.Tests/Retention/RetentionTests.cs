using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Integrity;
using Callgoose.Storage.Sqlite.Tokens;

namespace Callgoose.Storage.Tests;

/// <summary>Resolved incidents are removed in time, a few at once; open ones never are.</summary>
public sealed class RetentionTests : IAsyncDisposable
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private readonly StoreScenario scenario = new(StoreScenario.Defaults with { Retention = Retention, SweepInterval = TimeSpan.FromMilliseconds(20) });

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    /// <summary>tests/README.md R24: ids stay ahead of a clock that was set back, and their rows are still removed in time.</summary>
    [Fact]
    public async Task A_clock_that_was_a_year_ahead_keeps_nothing_for_a_year()
    {
        scenario.Clock.Now += TimeSpan.FromDays(365);
        await OpenAndResolveAsync("ahead");
        scenario.Clock.Now -= TimeSpan.FromDays(365);
        await OpenAndResolveAsync("after");
        await OpenAsync("open");
        await OpenAndResolveAsync("last");
        scenario.Clock.Now += Retention + TimeSpan.FromMilliseconds(1);
        await OpenAndResolveAsync("young");

        await UntilAsync(static titles => !titles.Contains("last"));

        Assert.Equal(["young", "open", "ahead"], scenario.All.Select(static incident => incident.Title));
    }

    [Fact]
    public async Task Resolved_incidents_are_removed_with_their_timelines_when_their_time_is_over()
    {
        await OpenAndResolveAsync("old");
        scenario.Clock.Now += TimeSpan.FromDays(1);
        await OpenAndResolveAsync("young");
        scenario.Clock.Now += Retention - TimeSpan.FromDays(1) + TimeSpan.FromMilliseconds(1);

        await UntilAsync(static titles => !titles.Contains("old"));

        Assert.Equal(["young"], scenario.All.Select(static incident => incident.Title));
        await scenario.Store.DisposeAsync();
        using var database = new RawDatabase(scenario.Folder.Incidents);
        Assert.Equal([2], database.ReadNumbers("SELECT count(*) AS n FROM timeline"));
        Assert.Empty(IntegrityOfIncidents());
    }

    [Fact]
    public async Task The_time_is_over_to_the_millisecond()
    {
        await OpenAndResolveAsync("over");
        scenario.Clock.Now += TimeSpan.FromMilliseconds(1);
        await OpenAndResolveAsync("to the millisecond");
        await OpenAsync("newest");

        // One pass looks at both: if the first is gone, the second has been checked too.
        scenario.Clock.Now += Retention;
        await UntilAsync(static titles => !titles.Contains("over"));

        Assert.Equal(["newest", "to the millisecond"], scenario.All.Select(static incident => incident.Title));
    }

    [Fact]
    public async Task The_time_counts_from_the_resolve()
    {
        await OpenAsync("long");
        await OpenAndResolveAsync("short");
        scenario.Clock.Now += Retention;
        await scenario.CallAsync(Wanted.Resolve("long"));
        scenario.Clock.Now += TimeSpan.FromDays(1);
        await OpenAsync("newest");

        await UntilAsync(static titles => !titles.Contains("short"));

        Assert.Equal(["newest", "long"], scenario.All.Select(static incident => incident.Title));
    }

    [Fact]
    public async Task Active_incidents_are_never_removed()
    {
        await OpenAsync("triggered");
        await OpenAsync("acknowledged");
        TimeOrderedId id = scenario.All[0].Id;
        var transition = new Transition(TransitionKind.Acknowledged, scenario.Clock.UnixMilliseconds, "test", scenario.Store.Ids.Next());
        Assert.Equal(CommitStatus.Committed, await scenario.Store.CommitAsync(new IncidentActionCommand(id, string.Empty, transition)));
        await scenario.CallAsync(Wanted.Trigger(string.Empty) with { Title = "without a key" });
        await OpenAndResolveAsync("over");
        scenario.Clock.Now += 100 * Retention;
        await OpenAsync("newest");

        await UntilAsync(static titles => !titles.Contains("over"));

        Assert.Equal(["newest", "without a key", "acknowledged", "triggered"], scenario.All.Select(static incident => incident.Title));
    }

    [Fact]
    public async Task No_number_of_a_line_is_given_twice_though_all_lines_are_removed()
    {
        await OpenAndResolveAsync("first");
        await OpenAndResolveAsync("last");
        scenario.Clock.Now += Retention + TimeSpan.FromDays(1);

        await UntilAsync(static titles => !titles.Any());
        long newest = NewestLine();
        await scenario.ReopenAsync();
        await OpenAsync("next");

        Assert.Equal(["next"], scenario.All.Select(static incident => incident.Title));
        Assert.Equal(newest + 1, NewestLine());
    }

    [Fact]
    public async Task More_than_one_step_removes_goes_step_by_step_and_calls_go_on_between()
    {
        for (int i = 0; i < 1000; i++)
        {
            await OpenAndResolveAsync($"{i}");
            if (i % 100 == 0)
            {
                await OpenAsync($"open {i}");
            }
        }

        scenario.Clock.Now += Retention + TimeSpan.FromDays(1);
        await OpenAsync("newest");
        await UntilAsync(static titles => titles.Count() == 11);

        Assert.Empty(IntegrityOfIncidents());
        Assert.All(scenario.All, static incident => Assert.Null(incident.ResolvedAt));
    }

    [Fact]
    public async Task Space_is_used_again()
    {
        string body = scenario.Body;
        long size = 0;
        for (int month = 0; month < 6; month++)
        {
            for (int i = 0; i < 300; i++)
            {
                scenario.Body = $"{body} {month} {i} {new string('x', 3000)}";
                await OpenAndResolveAsync($"{month} {i}");
            }

            scenario.Clock.Now += Retention + TimeSpan.FromDays(1);
            await OpenAndResolveAsync($"end of {month}");
            await UntilAsync(titles => !titles.Any(title => title.StartsWith($"{month} ", StringComparison.Ordinal)));
            await scenario.ReopenAsync();
            long now = new FileInfo(scenario.Folder.Incidents).Length;
            Assert.True(month < 2 || now <= size + (10 * 4096), $"{size} grew to {now} in month {month}");
            size = now;
        }
    }

    [Fact]
    public async Task Another_retention_is_in_force_at_once()
    {
        await OpenAndResolveAsync("over");
        await OpenAsync("newest");
        scenario.Clock.Now += TimeSpan.FromDays(2);

        scenario.Store.Retention = TimeSpan.FromDays(1);
        await UntilAsync(static titles => !titles.Contains("over"));

        Assert.Equal(TimeSpan.FromDays(1), scenario.Store.Retention);
    }

    [Fact]
    public async Task What_is_remembered_of_calls_goes_too_though_no_calls_of_its_kind_come()
    {
        scenario.DeliveryId = "msg_1";
        await scenario.CallAsync(Wanted.Trigger("1"));
        scenario.DeliveryId = null;
        await scenario.CallAsync(Wanted.Resolve("2") with { IsTimed = true });
        await OpenAsync("newest");
        scenario.Clock.Now += TimeSpan.FromDays(31);

        for (int tries = 0; tries < 1000 && Remembered() > 0; tries++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, Remembered());
    }

    private async Task OpenAsync(string key) => await scenario.CallAsync(Wanted.Trigger(key) with { Title = key });

    private async Task OpenAndResolveAsync(string key)
    {
        await OpenAsync(key);
        await scenario.CallAsync(Wanted.Resolve(key));
    }

    private IReadOnlyList<string> IntegrityOfIncidents()
    {
        TokenStore.Open(scenario.Folder.Open(), scenario.Clock).Dispose();
        return IntegrityCheck.Run(scenario.Folder.Open(), static _ => { });
    }

    private async Task UntilAsync(Func<IEnumerable<string>, bool> isReached)
    {
        for (int tries = 0; tries < 3000; tries++)
        {
            if (isReached(scenario.All.Select(static incident => incident.Title)))
            {
                return;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Fail("not removed: " + string.Join(", ", scenario.All.Select(static incident => incident.Title)));
    }

    private long NewestLine() => Number("SELECT sequence + length(lines) / 12 - 1 AS n FROM commits ORDER BY sequence DESC LIMIT 1");

    private long Remembered() => Number("SELECT (SELECT count(*) FROM deliveries) + (SELECT count(*) FROM resolves) AS n");

    private long Number(string sql)
    {
        using var database = new RawDatabase(scenario.Folder.Incidents);
        return database.ReadNumbers(sql)[0];
    }
}
