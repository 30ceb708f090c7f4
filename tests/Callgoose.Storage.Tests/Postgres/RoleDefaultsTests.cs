using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>Defaults of a role or a database, and sessions that somebody ends, cause no refused call.</summary>
public sealed class RoleDefaultsTests
{
    private readonly string url = PostgresServer.Shared.NewDatabase();

    private string Database => url[(url.LastIndexOf('/') + 1)..];

    [Fact]
    public async Task A_session_that_may_not_be_idle_refuses_nobody()
    {
        PostgresServer.Shared.Query("postgres", $"ALTER DATABASE {Database} SET idle_session_timeout = '2s'");
        await using IncidentStore store = await PostgresStore.OpenAsync(PatientPostgres.Options with { Url = url }, TimeProvider.System);
        await store.CommitAsync(Calls.Of(Wanted.Trigger("0")));
        Assert.Equal("0\n", PostgresServer.Shared.Query(
            "postgres", $"SELECT pg_sleep(2.5); SELECT count(*) FROM pg_stat_activity WHERE datname = '{Database}' AND state = 'active'").TrimStart('\n'));

        Assert.Equal(CommitStatus.Committed, await store.CommitAsync(Calls.Of(Wanted.Trigger("1"))));
        Assert.Equal(0, store.Statistics.Failures);
    }

    /// <summary>As an administrator does, or a pooler: the writer's session, those that read, and the one of the deliveries end, and nobody is told (57P01 and 57P05).</summary>
    [Fact]
    public async Task Sessions_that_are_killed_refuse_nobody()
    {
        await using IncidentStore store = await PostgresStore.OpenAsync(PatientPostgres.Options with { Url = url }, TimeProvider.System);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(CommitStatus.Committed, await store.CommitAsync(Calls.Of(Wanted.Trigger($"{i}"))));
            Assert.Equal(i + 1, (await store.ListAsync(new IncidentQuery())).Incidents.Count);
            string killed = PostgresServer.Shared.Query("postgres", $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{Database}'");
            Assert.InRange(int.Parse(killed, System.Globalization.CultureInfo.InvariantCulture), 1, int.MaxValue);
        }

        Assert.Equal(CommitStatus.Committed, await store.CommitAsync(Calls.Of(Wanted.Trigger("last"))));
        Assert.Equal(6, (await store.ListAsync(new IncidentQuery())).Incidents.Count);
        Assert.Equal(0, store.Statistics.Failures);
    }

    [Fact]
    public async Task The_defaults_of_a_database_change_nothing()
    {
        foreach (string setting in (string[])["default_transaction_isolation = 'serializable'", "synchronous_commit = off", "standard_conforming_strings = off",
            "bytea_output = 'escape'", "timezone = 'Asia/Kathmandu'", "search_path = elsewhere, public"])
        {
            PostgresServer.Shared.Query("postgres", $"ALTER DATABASE {Database} SET {setting}");
        }

        await using IncidentStore store = await PostgresStore.OpenAsync(PatientPostgres.Options with { Url = url }, TimeProvider.System);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(CommitStatus.Committed, await store.CommitAsync(Calls.Of(Wanted.Trigger($"€ {i}"))));
        }

        Assert.Equal(0, store.Statistics.Failures);
    }
}
