using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Integrity;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Tests;

/// <summary>What the check of a data folder finds, and what not.</summary>
public sealed class IntegrityTests : IAsyncDisposable
{
    private const int PageSize = 4096;

    private readonly StoreScenario scenario = new();
    private readonly List<string> begun = [];

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Fact]
    public async Task A_folder_in_use_with_incidents_in_every_state_is_sound()
    {
        await FillAsync();

        Assert.Empty(Check());
        Assert.Contains("incidents.db: pages, tables and indexes", begun);
        Assert.Contains("tokens.db: pages, tables and indexes", begun);
        Assert.Equal(9, begun.Count(static what => what.StartsWith("incidents.db: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("UPDATE incidents SET index_key = CAST('open' AS BLOB), state = 1 WHERE incident_key = CAST('over' AS BLOB)", "is active, and so is another incident")]
    [InlineData("UPDATE incidents SET resolved_at = 5 WHERE incident_key = CAST('open' AS BLOB)", "is resolved without a time of resolution, or active with one")]
    [InlineData("UPDATE incidents SET resolved_at = NULL WHERE incident_key = CAST('over' AS BLOB)", "is resolved without a time")]
    [InlineData("UPDATE incidents SET state = 9 WHERE incident_key = CAST('open' AS BLOB)", "has a state that does not exist")]
    [InlineData("UPDATE incidents SET scope = 99 WHERE incident_key = CAST('open' AS BLOB)", "belongs to no service")]
    [InlineData("UPDATE incidents SET incident_key = NULL WHERE incident_key = CAST('open' AS BLOB)", "has an incident key that is missing from the index")]
    [InlineData("UPDATE transitions SET kind = 1 WHERE kind = 4", "has another state than its timeline ends with")]
    [InlineData("DELETE FROM transitions", "has another state than its timeline ends with")]
    [InlineData("DELETE FROM transitions WHERE kind = 4", "has a timeline with lines missing or too many")]
    [InlineData("DELETE FROM incidents WHERE state = 3", "does not exist, but lines of its timeline do")]
    public async Task A_broken_rule_is_told_with_the_incident(string sql, string finding)
    {
        await FillAsync();
        await scenario.Store.DisposeAsync();
        using (var database = new RawDatabase(scenario.Folder.Incidents))
        {
            database.Execute(sql);
        }

        IReadOnlyList<string> findings = Check();

        Assert.Contains(findings, told => told.StartsWith("Incident ", StringComparison.Ordinal) && told.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_page_can_be_overwritten_without_a_finding()
    {
        await FillAsync();
        await scenario.Store.DisposeAsync();
        byte[] sound = await File.ReadAllBytesAsync(scenario.Folder.Incidents, TestContext.Current.CancellationToken);
        for (int page = 0; page < sound.Length / PageSize; page++)
        {
            byte[] damaged = [.. sound];
            damaged.AsSpan(page * PageSize, 512).Fill(0xA5);
            await File.WriteAllBytesAsync(scenario.Folder.Incidents, damaged, TestContext.Current.CancellationToken);

            Assert.Contains(Check(), finding => finding.Contains(scenario.Folder.Incidents, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_file_that_was_cut_is_told()
    {
        await FillAsync();
        await scenario.Store.DisposeAsync();
        using (FileStream file = File.OpenWrite(scenario.Folder.Incidents))
        {
            file.SetLength(file.Length - (2 * PageSize));
        }

        Assert.NotEmpty(Check());
    }

    [Fact]
    public async Task A_damaged_file_of_tokens_is_told_too()
    {
        await FillAsync();
        string tokens = Path.Combine(scenario.Folder.Data, "tokens.db");
        byte[] file = await File.ReadAllBytesAsync(tokens, TestContext.Current.CancellationToken);
        file.AsSpan(PageSize, 200).Fill(0xA5);
        await File.WriteAllBytesAsync(tokens, file, TestContext.Current.CancellationToken);

        Assert.Contains(Check(), finding => finding.Contains(tokens, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("incidents.db")]
    [InlineData("tokens.db")]
    [InlineData("api-log.db")]
    [InlineData("delivery.db")]
    public async Task A_file_that_is_not_what_it_stands_for_is_told(string file)
    {
        await FillAsync();
        await scenario.Store.DisposeAsync();
        string path = Path.Combine(scenario.Folder.Data, file);
        string table = Assert.Single(Tables(path).Take(1));
        Assert.Empty(Check());

        AssertTold(path, "lacks table " + table, $"DROP TABLE {table}");
        AssertTold(path, "is not a file of callgoose", "PRAGMA application_id = 7");
        AssertTold(path, "has version 900", "PRAGMA user_version = 900");
        File.Delete(path);
        AssertTold(path, "has no tables", "CREATE TABLE t (a); DROP TABLE t");
    }

    [Fact]
    public async Task A_missing_file_is_told_by_its_name()
    {
        await FillAsync();
        File.Delete(Path.Combine(scenario.Folder.Data, "tokens.db"));

        Assert.Contains("tokens.db", Assert.Throws<StoreException>(Check).Message, StringComparison.Ordinal);
    }

    private void AssertTold(string path, string finding, string sql)
    {
        byte[]? before = File.Exists(path) ? File.ReadAllBytes(path) : null;
        using (var other = new RawDatabase(path))
        {
            other.Execute("PRAGMA foreign_keys = OFF;" + sql);
            other.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        Assert.Contains(Check(), told => told.Contains(path, StringComparison.Ordinal) && told.Contains(finding, StringComparison.Ordinal));
        File.WriteAllBytes(path, before ?? []);
    }

    private static List<string> Tables(string path)
    {
        using var database = new RawDatabase(path);
        return database.Read("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
    }

    private IReadOnlyList<string> Check() => IntegrityCheck.Run(scenario.Folder.Open(), begun.Add);

    /// <summary>An open incident, a resolved one, one without a key, a token, a logged call, and a database of deliveries.</summary>
    private async Task FillAsync()
    {
        await scenario.CallAsync(Wanted.Trigger("open"));
        await scenario.CallAsync(Wanted.Trigger("over"));
        await scenario.CallAsync(Wanted.Resolve("over") with { IsTimed = true });
        await scenario.CallAsync(Wanted.Trigger(string.Empty));
        using TokenStore tokens = TokenStore.Open(scenario.Folder.Open(), scenario.Clock);
        tokens.Create(new NewToken { Name = "one" });
        await using (ApiLogWriter log = ApiLogWriter.Open(scenario.Folder.Open(), new ApiLogOptions(), scenario.Clock, static _ => { }))
        {
            log.Add(ApiLogTests.Entry(1));
        }

        DeliveryTables.Open(scenario.Folder.Open()).Dispose();
    }
}
