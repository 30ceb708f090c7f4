using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>Lists show what was requested, newest first, and pages neither repeat nor skip anything.</summary>
public sealed class ListTests : IAsyncLifetime
{
    private readonly StoreScenario scenario = new();

    public async ValueTask InitializeAsync()
    {
        for (int i = 0; i < 12; i++)
        {
            scenario.Source = i % 4 == 0 ? "grafana" : "betterstack";
            await scenario.CallAsync(Wanted.Trigger($"INC-{i}") with
            {
                Service = i % 2 == 0 ? "web" : "api",
                Environment = i % 3 == 0 ? "staging" : string.Empty,
            });
            scenario.Clock.Now += TimeSpan.FromMinutes(1);
        }

        await scenario.CallAsync(Wanted.Resolve("INC-4"));
        await scenario.CallAsync(Wanted.Resolve("INC-5") with { Service = "api" });
    }

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Fact]
    public void Each_condition_narrows_the_list()
    {
        Assert.Equal([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], Keys(new IncidentQuery()));
        Assert.Equal([11, 10, 9, 8, 7, 6, 3, 2, 1, 0], Keys(new IncidentQuery { State = IncidentStateFilter.Active }));
        Assert.Equal([11, 10, 9, 8, 7, 6, 3, 2, 1, 0], Keys(new IncidentQuery { State = IncidentStateFilter.Triggered }));
        Assert.Empty(Keys(new IncidentQuery { State = IncidentStateFilter.Acknowledged }));
        Assert.Equal([5, 4], Keys(new IncidentQuery { State = IncidentStateFilter.Resolved }));
        Assert.Equal([9, 6, 3, 0], Keys(new IncidentQuery { Environment = "staging" }));
        Assert.Equal([11, 10, 8, 7, 5, 4, 2, 1], Keys(new IncidentQuery { Environment = string.Empty }));
        Assert.Equal([10, 8, 6, 4, 2, 0], Keys(new IncidentQuery { Service = "web" }));
        Assert.Equal([8, 4, 0], Keys(new IncidentQuery { Source = "grafana" }));
        Assert.Equal([11, 10], Keys(new IncidentQuery { Since = scenario.Clock.UnixMilliseconds - 120_000 }));
        Assert.Equal([8], Keys(new IncidentQuery
        {
            State = IncidentStateFilter.Active,
            Environment = string.Empty,
            Service = "web",
            Source = "grafana",
            Since = 0,
        }));
        Assert.Empty(Keys(new IncidentQuery { Service = "nowhere" }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Pages_together_are_the_list(int limit)
    {
        var keys = new List<int>();
        IncidentPage page = scenario.Store.List(new IncidentQuery { Limit = limit });
        while (true)
        {
            Assert.InRange(page.Incidents.Count, 1, limit);
            keys.AddRange(page.Incidents.Select(Number));
            if (page.NextCursor is not long cursor)
            {
                break;
            }

            // New incidents do not shift the entries after the cursor.
            await scenario.CallAsync(Wanted.Trigger($"INC-{1000 + keys.Count}"));
            page = scenario.Store.List(new IncidentQuery { Limit = limit, BeforeSequence = cursor });
        }

        Assert.Equal(Enumerable.Range(0, 12).Reverse(), keys);
    }

    [Fact]
    public void A_limit_below_one_is_an_error() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => scenario.Store.List(new IncidentQuery { Limit = 0 }));

    [Fact]
    public void An_id_that_is_not_there_is_not_found() => Assert.Null(scenario.Store.Find(scenario.Store.Ids.Next()));

    [Fact]
    public void An_id_that_differs_only_in_its_random_bits_is_not_found()
    {
        IncidentSummary incident = scenario.All[0];

        Assert.Null(scenario.Store.Find(incident.Id with { Low = incident.Id.Low ^ 1 }));
        Assert.Equal(incident, scenario.Details(incident.Id).Incident);
    }

    private static int Number(IncidentSummary incident) => int.Parse(incident.IncidentKey!["INC-".Length..], null);

    private IEnumerable<int> Keys(IncidentQuery query) => scenario.Store.List(query).Incidents.Select(Number);
}
