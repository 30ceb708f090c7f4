using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;

namespace Callgoose.Storage.Tests;

/// <summary>What each of several servers reports about all incidents.</summary>
public sealed class SharedCountsTests
{
    [Fact]
    public async Task Every_server_counts_what_is_open_whichever_one_opened_and_resolved_it()
    {
        PostgresStoreOptions options = PatientPostgres.Options with { Url = PostgresServer.Shared.NewDatabase() };
        await using IncidentStore one = await PostgresStore.OpenAsync(options, TimeProvider.System);
        await using IncidentStore other = await PostgresStore.OpenAsync(options, TimeProvider.System);
        for (int i = 0; i < 3; i++)
        {
            await one.CommitAsync(Calls.Of(Wanted.Trigger($"{i}")));
        }

        await Eventually.HoldsAsync(() => other.Statistics.Open == 3);
        await other.CommitAsync(Calls.Of(Wanted.Resolve("0")));
        await other.CommitAsync(Calls.Of(Wanted.Resolve("1")));

        await Eventually.HoldsAsync(() => one.Statistics.Open == 1);
        Assert.Equal(1, other.Statistics.Open);
        Assert.Equal((3L, 0L), (one.Statistics.Created, other.Statistics.Created));
    }
}
