using System.Globalization;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>
/// The cost of a list, in steps of SQLite's virtual machine: it does not grow with the number of open incidents (benchmarks/README.md P8).
/// </summary>
public sealed class ListCostTests
{
    private const int Few = 1_000;
    private const int Many = 30_000;

    public static TheoryData<IncidentQuery> Queries { get; } =
    [
        new IncidentQuery { State = IncidentStateFilter.Active },
        new IncidentQuery { State = IncidentStateFilter.Triggered, Environment = string.Empty },
        new IncidentQuery { State = IncidentStateFilter.Acknowledged },
        new IncidentQuery { State = IncidentStateFilter.Active, Service = "service 1" },
        new IncidentQuery { State = IncidentStateFilter.Active, Services = ["service 1", "service 3"] },
        new IncidentQuery { State = IncidentStateFilter.Active, BeforeSequence = 600 },
        new IncidentQuery(),
        new IncidentQuery { Environment = string.Empty },
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_page_takes_as_many_steps_of_few_as_of_many(IncidentQuery query)
    {
        long few = await StepsAsync(Few, query);
        long many = await StepsAsync(Many, query);

        Assert.InRange(many, 0, few + (few / 10));
    }

    [Theory]
    [InlineData("nowhere", null, null)]
    [InlineData(null, "nothing", null)]
    [InlineData(null, null, long.MaxValue)]
    public async Task What_no_index_knows_is_looked_for_among_so_many(string? source, string? search, long? since)
    {
        await using var scenario = new StoreScenario();
        await FillAsync(scenario, Many);
        foreach (IncidentStateFilter? state in (IncidentStateFilter?[])[null, IncidentStateFilter.Active, IncidentStateFilter.Resolved])
        {
            var query = new IncidentQuery { State = state, Source = source, Search = search, Since = since };
            int pages = 0;
            for (long? cursor = long.MaxValue; cursor is not null; pages++)
            {
                IncidentPage page = scenario.Store.List(query with { BeforeSequence = cursor });
                Assert.Empty(page.Incidents);
                cursor = page.NextCursor;
            }

            int least = Many / query.MostLookedAt;
            Assert.InRange(pages, least, least + 1);
        }
    }

    [Fact]
    public async Task A_count_of_what_is_open_reads_no_incident()
    {
        await using var scenario = new StoreScenario();
        await FillAsync(scenario, Few);
        await scenario.CallAsync(Wanted.Trigger("INC-1") with { Service = "service 1", Urgency = Callgoose.Incidents.Urgency.Low });
        await scenario.CallAsync(Wanted.Trigger("INC-2") with { Service = "service 1" });
        await scenario.CallAsync(Wanted.Resolve("INC-2") with { Service = "service 1" });

        OpenIncidents counted = scenario.Store.CountOpen(string.Empty, null);
        using IncidentReader reader = IncidentReader.Open(scenario.Folder.Open(), TimeSpan.FromSeconds(1));
        Assert.Equal(new OpenIncidents(Few + 1, 0, Few), counted);
        Assert.Equal(counted, reader.CountOpen(string.Empty, null));
        Assert.Equal(Few + 1, scenario.Store.Statistics.Open);
        Assert.Equal(new OpenIncidents((Few / 5) + 1, 0, Few / 5), scenario.Store.CountOpen(string.Empty, ["service 1"]));
    }

    private static async Task<long> StepsAsync(int count, IncidentQuery query)
    {
        await using var scenario = new StoreScenario();
        await FillAsync(scenario, count);
        using IncidentReader reader = IncidentReader.Open(scenario.Folder.Open(), TimeSpan.FromSeconds(1));
        IncidentPage page = reader.List(query);
        Assert.Equal(query.State == IncidentStateFilter.Acknowledged ? 0 : 50, page.Incidents.Count);
        return reader.ListSteps;
    }

    /// <summary>Open incidents of five services.</summary>
    private static async Task FillAsync(StoreScenario scenario, int count)
    {
        await scenario.Store.DisposeAsync();
        using (var database = new RawDatabase(scenario.Folder.Incidents))
        {
            database.Execute($"""
                INSERT INTO scopes SELECT value, x'', CAST('service ' || value AS BLOB) FROM {Series(5)};
                INSERT INTO incidents (sequence, id, scope, state, urgency, occurrences, triggered_at, last_seen_at, lines, notes, notes_left_out, text_line,
                    text_line_at, key_space, index_key, incident_key, title, description)
                SELECT value, unhex(printf('%032x', value)), 1 + value % 5, 1, 1, 1, value, value, 1, 0, 0, 0, 0, 0, CAST('K' || value AS BLOB),
                    CAST('K' || value AS BLOB), CAST('Title' AS BLOB), x''
                FROM {Series(count)}
                """);
        }

        await scenario.ReopenAsync();
    }

    private static string Series(int count) => string.Create(
        CultureInfo.InvariantCulture, $"(WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {count}) SELECT value FROM n)");
}
