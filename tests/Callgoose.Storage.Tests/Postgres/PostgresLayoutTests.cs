using Callgoose.Storage.Postgres;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>The tables of the shared store match its page and the golden file: a change to them is a migration.</summary>
public sealed class PostgresLayoutTests
{
    private const string Columns = """
        SELECT c.table_name || '.' || c.column_name || ' ' || c.data_type || CASE c.is_nullable WHEN 'YES' THEN ' null' ELSE '' END
        FROM information_schema.columns c WHERE c.table_schema = 'public' ORDER BY c.table_name, c.ordinal_position
        """;

    private const string Indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname";

    /// <summary>What versions 2 to 4 added.</summary>
    private const string BackToVersion1 = """
        DROP TABLE dispatcher, outgoing, outgoing_destinations, outgoing_events, outgoing_threads, outgoing_changes, maintenances, maintenance_changes;
        ALTER TABLE incidents DROP COLUMN link; UPDATE callgoose_version SET version = 1
        """;

    [Fact]
    public async Task Tables_of_an_older_version_are_led_to_this_one_with_what_is_in_them()
    {
        string url = PostgresServer.Shared.NewDatabase();
        string database = url[(url.LastIndexOf('/') + 1)..];
        await using (IncidentStore made = await PostgresStore.OpenAsync(PatientPostgres.Options with { Url = url }, TimeProvider.System))
        {
            await made.CommitAsync(Calls.Of(Wanted.Trigger("1")));
        }

        string now = PostgresServer.Shared.Query(database, Columns + "; " + Indexes);
        PostgresServer.Shared.Query(database, BackToVersion1);

        await using IncidentStore opened = await PostgresStore.OpenAsync(PatientPostgres.Options with { Url = url }, TimeProvider.System);

        Assert.Single(opened.List(new IncidentQuery()).Incidents);
        Assert.Equal(now, PostgresServer.Shared.Query(database, Columns + "; " + Indexes));
    }

    /// <summary>A start that gave up would begin the step anew, and so never end.</summary>
    [Fact]
    public async Task A_step_that_takes_longer_than_a_call_may_wait_is_waited_for()
    {
        string url = PostgresServer.Shared.NewDatabase();
        string database = url[(url.LastIndexOf('/') + 1)..];
        await using (await PostgresStore.OpenAsync(PatientPostgres.Options with { Url = url }, TimeProvider.System))
        {
        }

        // The step adds a column to a table; the trigger makes it as slow as a large table would.
        PostgresServer.Shared.Query(
            database,
            """
            ALTER TABLE incidents DROP COLUMN link; UPDATE callgoose_version SET version = 3;
            CREATE FUNCTION slow() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(3); END';
            CREATE EVENT TRIGGER slow ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION slow();
            """);

        await using IncidentStore opened = await PostgresStore.OpenAsync(PatientPostgres.Options with { Url = url, Patience = TimeSpan.FromSeconds(1) }, TimeProvider.System);

        Assert.Equal("4", PostgresServer.Shared.Query(database, "SELECT version FROM callgoose_version WHERE id = 1").Trim());
    }

    [Fact]
    public async Task The_tables_are_those_of_the_golden_file_and_the_page_tells_each()
    {
        string url = PostgresServer.Shared.NewDatabase();
        string database = url[(url.LastIndexOf('/') + 1)..];
        await using (await PostgresStore.OpenAsync(PatientPostgres.Options with { Url = url }, TimeProvider.System))
        {
        }

        string columns = PostgresServer.Shared.Query(database, Columns);
        string found = columns + PostgresServer.Shared.Query(database, Indexes);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Postgres", "layout-4.txt"), TestContext.Current.CancellationToken), found);

        string page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Pages", "postgres.md"), TestContext.Current.CancellationToken);
        foreach (string table in columns.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('.')[0]).Distinct())
        {
            Assert.Contains($"`{table}`", page, StringComparison.Ordinal);
        }
    }
}
