using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Integrity;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>
/// This program and a newer one on one database, as during an upgrade: it continues if the newer one allows it, and otherwise commits nothing more.
/// </summary>
public sealed class NextVersionTests
{
    private const string Additions = """
        ALTER TABLE incidents ADD COLUMN runbook bytea;
        ALTER TABLE transitions ADD COLUMN weight int NOT NULL DEFAULT 0;
        ALTER TABLE gateways ADD COLUMN region text NOT NULL DEFAULT 'none';
        ALTER TABLE deliveries ADD COLUMN door smallint NOT NULL DEFAULT 0;
        ALTER TABLE outbox ADD COLUMN reason bytea;
        ALTER TABLE tokens ADD COLUMN last_used_at bigint NOT NULL DEFAULT 0;
        CREATE TABLE escalations (id bigint PRIMARY KEY, incident bigint NOT NULL);
        CREATE INDEX incidents_seen ON incidents (last_seen_at);
        """;

    /// <summary>The next version allows programs like this one to continue.</summary>
    private static readonly string Compatible = $"UPDATE callgoose_version SET version = {Next} WHERE id = 1; INSERT INTO callgoose_version (id, version) VALUES (2, {Known});";

    /// <summary>The next version does not: what they begin from now on is rolled back.</summary>
    private static readonly string Incompatible = $"UPDATE callgoose_version SET version = {Next} WHERE id = 1; UPDATE gateways SET epoch = epoch + 1;";

    private static int Known => StoreStatus.CurrentLayout;

    private static int Next => Known + 1;

    private readonly string url = PostgresServer.Shared.NewDatabase();

    private string Database => url[(url.LastIndexOf('/') + 1)..];

    private PostgresStoreOptions Options => PatientPostgres.Options with { Url = url, ProbeInterval = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public async Task A_store_that_runs_while_a_newer_program_adds_tables_columns_and_indexes_goes_on()
    {
        await using IncidentStore running = await PostgresStore.OpenAsync(Options, TimeProvider.System);
        running.HasOutbox = true;
        for (int i = 0; i < 8; i++)
        {
            await running.CommitAsync(Calls.Of(Wanted.Trigger($"before {i}")));
            Assert.NotEmpty(running.List(new IncidentQuery()).Incidents);
        }

        Upgrade(Additions + Compatible);

        for (int i = 0; i < 8; i++)
        {
            Assert.Equal(CommitStatus.Committed, await running.CommitAsync(Calls.Of(Wanted.Trigger($"after {i}"))));
            Assert.Equal(CommitStatus.Committed, await running.CommitAsync(Calls.Of(Wanted.Resolve($"before {i}"))));
        }

        Assert.Equal(16, running.List(new IncidentQuery()).Incidents.Count);
        Assert.Equal(8, running.List(new IncidentQuery { State = IncidentStateFilter.Active }).Incidents.Count);
        Assert.Equal(0, running.Statistics.Failures);
    }

    [Fact]
    public async Task A_start_on_tables_that_are_newer_by_an_addition_works_on_them_and_leaves_them_as_they_are()
    {
        await using (await PostgresStore.OpenAsync(Options, TimeProvider.System))
        {
        }

        Upgrade(Additions + Compatible);
        await using IncidentStore started = await PostgresStore.OpenAsync(Options, TimeProvider.System);

        Assert.Equal(CommitStatus.Committed, await started.CommitAsync(Calls.Of(Wanted.Trigger("1"))));
        using SharedStore beside = await SharedStore.OpenAsync(Options, TimeProvider.System);
        Assert.Single(beside.Incidents.List(new IncidentQuery()).Incidents);
        Assert.Equal($"1|{Next}\n2|{Known}\n", PostgresServer.Shared.Query(Database, "SELECT id, version FROM callgoose_version ORDER BY id"));
    }

    [Fact]
    public async Task A_start_on_tables_of_a_version_that_does_not_take_this_program_is_refused_in_a_sentence()
    {
        await using (await PostgresStore.OpenAsync(Options, TimeProvider.System))
        {
        }

        foreach (string refusal in (string[])[Incompatible, $"INSERT INTO callgoose_version (id, version) VALUES (2, {Next});"])
        {
            Upgrade(refusal);
            StoreException refused = await Assert.ThrowsAnyAsync<StoreException>(() => PostgresStore.OpenAsync(Options, TimeProvider.System));
            Assert.Contains($"are of version {Next}; this program knows version {Known}", refused.Message, StringComparison.Ordinal);
            Assert.False(refused.MayPass);
            await Assert.ThrowsAnyAsync<StoreException>(() => SharedStore.OpenAsync(Options, TimeProvider.System));
        }
    }

    [Fact]
    public async Task A_store_that_runs_while_a_newer_program_makes_tables_that_do_not_take_it_commits_nothing_more()
    {
        var told = new List<StoreHealthChange>();
        await using IncidentStore running = await PostgresStore.OpenAsync(Options, TimeProvider.System, told.Add);
        Assert.Equal(CommitStatus.Committed, await running.CommitAsync(Calls.Of(Wanted.Trigger("before"))));

        Upgrade(Incompatible);

        Assert.NotEqual(CommitStatus.Committed, await running.CommitAsync(Calls.Of(Wanted.Trigger("after"))));
        Assert.Contains($"this program knows version {Known}", Assert.Single(told).Reason!, StringComparison.Ordinal);
        Assert.Equal("1\n", PostgresServer.Shared.Query(Database, "SELECT count(*) FROM incidents"));
    }

    private void Upgrade(string sql) => PostgresServer.Shared.Query(Database, $"BEGIN; SELECT version FROM callgoose_version WHERE id = 1 FOR UPDATE; {sql} COMMIT");
}
