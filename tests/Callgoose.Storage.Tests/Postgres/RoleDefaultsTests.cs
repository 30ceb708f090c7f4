using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres;

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
