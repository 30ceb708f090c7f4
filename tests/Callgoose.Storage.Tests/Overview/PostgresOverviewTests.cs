using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;

namespace Callgoose.Storage.Tests.Overview;

/// <summary>An overview of the commits of two servers.</summary>
public sealed class PostgresOverviewTests
{
    [Fact]
    public async Task Each_server_counts_what_all_of_them_commit()
    {
        PostgresStoreOptions options = PatientPostgres.Options with { Url = PostgresServer.Shared.NewDatabase() };
        var clock = new SettableClock { Now = TimeProvider.System.GetUtcNow() };
        await using PostgresServerStorage one = await PostgresServerStorage.OpenAsync(options, clock, static _ => { }, static _ => { });
        await using PostgresServerStorage other = await PostgresServerStorage.OpenAsync(options, clock, static _ => { }, static _ => { });
        await using var counter = new OverviewCounter(one.OpenOverview, clock);
        Assert.Equal(0, (await ReadAsync()).Total.Opened);

        TimeOrderedId id = await CallAsync(one, Wanted.Trigger("1"));
        await CallAsync(other, Wanted.Trigger("2") with { Service = "db" });
        clock.Now += TimeSpan.FromMinutes(5);
        var transition = new Transition(TransitionKind.Acknowledged, clock.UnixMilliseconds, "laptop", other.Incidents.Ids.Next());
        Assert.Equal(CommitStatus.Committed, await other.Incidents.CommitAsync(new IncidentActionCommand(id, string.Empty, transition)));
        clock.Now += TimeSpan.FromMinutes(15);
        await CallAsync(other, Wanted.Resolve("1"));

        OverviewReport followed = await ReadAsync();
        await using var anew = new OverviewCounter(other.OpenOverview, clock);
        OverviewReport counted = await anew.ReadAsync(Query(), Timeout.InfiniteTimeSpan);

        foreach (OverviewReport report in (OverviewReport[])[followed, counted])
        {
            Assert.Equal(2, report.Total.Opened);
            Assert.Equal(["db", "web"], report.Services.Select(static service => service.Name));
            Assert.Equal(new OverviewDuration(1, 300_000, 300_000), report.Total.Acknowledged);
            Assert.Equal(new OverviewDuration(1, 1_200_000, 1_200_000), report.Total.Resolved);
        }

        OverviewQuery Query() => new() { Since = clock.UnixMilliseconds - 86_400_000 };

        ValueTask<OverviewReport> ReadAsync() => counter.ReadAsync(Query(), Timeout.InfiniteTimeSpan);

        async Task<TimeOrderedId> CallAsync(PostgresServerStorage storage, Wanted wanted)
        {
            var command = new ProcessCallCommand();
            command.Call.Fill(storage.Incidents.Ids.Next(), clock.UnixMilliseconds, Calls.Body, "betterstack", wanted);
            Assert.Equal(CommitStatus.Committed, await storage.Incidents.CommitAsync(command));
            return command.Call.Incidents[0];
        }
    }
}
