using Callgoose.Incidents;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Reading;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Tests;

/// <summary>The files match their versions. A change here needs a new version and a migration to it (tests/README.md R15).</summary>
public sealed class LayoutTests : IDisposable
{
    private const string IncidentTables = """
        scopes:CREATE TABLE scopes ( id INTEGER PRIMARY KEY, environment BLOB NOT NULL, service BLOB NOT NULL, UNIQUE (environment, service))
        incidents:CREATE TABLE incidents ( sequence INTEGER PRIMARY KEY, id BLOB NOT NULL, scope INTEGER NOT NULL, state INTEGER NOT NULL, urgency INTEGER NOT NULL, occurrences INTEGER NOT NULL, triggered_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL, resolved_at INTEGER, occurred_at INTEGER, acknowledged_up_to INTEGER, expires_at INTEGER, held_until INTEGER, due_at INTEGER, lines INTEGER NOT NULL, notes INTEGER NOT NULL, notes_left_out INTEGER NOT NULL, text_line INTEGER NOT NULL, text_line_at INTEGER NOT NULL, key_space INTEGER NOT NULL, integration INTEGER, filter INTEGER, index_key BLOB, body_digest BLOB, incident_key BLOB, source BLOB, title BLOB NOT NULL, description BLOB NOT NULL, first_kind INTEGER, first_call BLOB, link BLOB)
        incidents_by_key:CREATE INDEX incidents_by_key ON incidents (scope, key_space, index_key) WHERE index_key IS NOT NULL
        incidents_by_body:CREATE INDEX incidents_by_body ON incidents (scope, body_digest) WHERE index_key IS NULL
        incidents_active:CREATE INDEX incidents_active ON incidents (scope, state, sequence, urgency) WHERE state <> 3
        incidents_without_key:CREATE INDEX incidents_without_key ON incidents (scope, integration, filter) WHERE index_key IS NULL AND state <> 3
        incidents_due:CREATE INDEX incidents_due ON incidents (due_at) WHERE due_at IS NOT NULL
        transitions:CREATE TABLE transitions ( incident INTEGER NOT NULL, number INTEGER NOT NULL, kind INTEGER NOT NULL, origin INTEGER NOT NULL, at INTEGER NOT NULL, cause BLOB NOT NULL, call_id BLOB, comment BLOB, PRIMARY KEY (incident, number)) WITHOUT ROWID
        changes:CREATE TABLE changes ( incident INTEGER NOT NULL, number INTEGER NOT NULL, title_was BLOB, title_is BLOB, description_was BLOB, description_is BLOB, urgency_was INTEGER, urgency_is INTEGER, joined BLOB, PRIMARY KEY (incident, number)) WITHOUT ROWID
        members:CREATE TABLE members (incident INTEGER PRIMARY KEY, hashes BLOB NOT NULL)
        commits:CREATE TABLE commits (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, lines BLOB NOT NULL)
        names:CREATE TABLE names (id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE)
        probe:CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL)
        resolves:CREATE TABLE resolves ( sequence INTEGER PRIMARY KEY, scope INTEGER NOT NULL, key_space INTEGER NOT NULL, index_key BLOB NOT NULL, at INTEGER NOT NULL, received_at INTEGER NOT NULL, UNIQUE (scope, key_space, index_key))
        deliveries:CREATE TABLE deliveries ( sequence INTEGER PRIMARY KEY, token BLOB NOT NULL, delivery BLOB NOT NULL, body_digest BLOB NOT NULL, received_at INTEGER NOT NULL, call_id BLOB NOT NULL, verdict INTEGER NOT NULL, incidents BLOB NOT NULL, results BLOB NOT NULL, UNIQUE (token, delivery, body_digest))
        forwarded:CREATE TABLE forwarded (incident INTEGER PRIMARY KEY, hops INTEGER NOT NULL)
        outbox:CREATE TABLE outbox (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, events BLOB NOT NULL)
        change_events:CREATE TABLE change_events ( sequence INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, environment BLOB NOT NULL, services BLOB NOT NULL, source BLOB, summary BLOB NOT NULL, at INTEGER NOT NULL, received_at INTEGER NOT NULL, body BLOB NOT NULL)
        change_events_by_environment:CREATE INDEX change_events_by_environment ON change_events (environment)
        relays:CREATE TABLE relays ( token BLOB NOT NULL, relay BLOB NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (token, relay)) WITHOUT ROWID
        relay_line:CREATE TABLE relay_line (id INTEGER PRIMARY KEY CHECK (id = 1), relay BLOB NOT NULL, last INTEGER NOT NULL)
        relay_queue:CREATE TABLE relay_queue ( sequence INTEGER PRIMARY KEY, call_id BLOB NOT NULL, received_at INTEGER NOT NULL, hops INTEGER NOT NULL, reach INTEGER NOT NULL, bound_to BLOB NOT NULL, environment BLOB NOT NULL, source BLOB NOT NULL, headers BLOB NOT NULL, is_json INTEGER NOT NULL, refused_at INTEGER, status INTEGER, answer BLOB, body BLOB NOT NULL)
        relay_refused:CREATE INDEX relay_refused ON relay_queue (sequence) WHERE refused_at IS NOT NULL
        timeline:CREATE VIEW timeline AS SELECT incident, number, kind, origin, at, cause, call_id, comment FROM transitions UNION ALL SELECT sequence, 1, first_kind, 1, triggered_at, (SELECT name FROM names WHERE id = filter), first_call, NULL FROM incidents WHERE first_kind IS NOT NULL
        """;

    private const string TokenTables =
        "tokens:CREATE TABLE tokens ( id BLOB PRIMARY KEY, hash BLOB NOT NULL UNIQUE, name TEXT NOT NULL, kind INTEGER NOT NULL, "
        + "bound_to TEXT, scopes INTEGER NOT NULL, environment TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER, "
        + "revoked_at INTEGER, debug_until INTEGER, rate TEXT, form INTEGER NOT NULL DEFAULT 0, verification TEXT, takes_get INTEGER NOT NULL DEFAULT 0)\n"
        + "maintenances:CREATE TABLE maintenances ( id BLOB PRIMARY KEY, service TEXT NOT NULL, begins_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, tags TEXT NOT NULL, "
        + "reason TEXT NOT NULL, begun_by TEXT NOT NULL)";

    private const string LogTables =
        "calls:CREATE TABLE calls ( sequence INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, received_at INTEGER NOT NULL, "
        + "microseconds INTEGER NOT NULL, environment TEXT NOT NULL, token_id BLOB NOT NULL, token_name TEXT NOT NULL, source TEXT NOT NULL, "
        + "remote_address TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL, status INTEGER NOT NULL, verdicts BLOB NOT NULL, "
        + "body_length INTEGER NOT NULL, body BLOB NOT NULL, scheme TEXT NOT NULL DEFAULT '', left_out INTEGER NOT NULL DEFAULT 0, refusal TEXT NOT NULL DEFAULT '')";

    private readonly TemporaryFolder folder = new();

    private string Tokens => Path.Combine(folder.Data, "tokens.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Tables_and_indexes_are_those_of_their_versions()
    {
        await OpenAndCloseAsync();
        TokenStore.Open(folder.Open(), TimeProvider.System).Dispose();

        Assert.Equal(IncidentTables, Schema(folder.Incidents));
        Assert.Equal(TokenTables, Schema(Tokens));
        ApiLogReader.Open(folder.Open()).Dispose();
        string log = Path.Combine(folder.Data, "api-log.db");
        Assert.Equal(LogTables, Schema(log).Replace("\nsqlite_sequence:CREATE TABLE sqlite_sequence(name,seq)", string.Empty, StringComparison.Ordinal));
        Assert.Equal([0x43676C31, 5], Marks(log));
        Assert.Equal([0x43676F31, 10], Marks(folder.Incidents));
        Assert.Equal([0x43677431, 7], Marks(Tokens));
    }

    [Fact]
    public void Numbers_on_disk_are_those_of_version_1()
    {
        Assert.Equal([("Global", 1), ("Team", 2), ("Service", 3), ("Relay", 4)], NumbersOf<TokenKind>());
        Assert.Equal([("None", 0), ("Process", 1), ("Read", 2), ("Admin", 4)], NumbersOf<TokenScopes>());
    }

    [Fact]
    public void Tokens_of_version_1_are_migrated_and_stay_valid()
    {
        folder.Open();
        using (var old = new RawDatabase(Tokens))
        {
            old.Execute("""
                CREATE TABLE tokens (
                    id BLOB PRIMARY KEY, hash BLOB NOT NULL UNIQUE, name TEXT NOT NULL, kind INTEGER NOT NULL, bound_to TEXT, scopes INTEGER NOT NULL,
                    environment TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER);
                INSERT INTO tokens VALUES (x'0192f0a0000070008000000000000001', x'11', 'old', 1, NULL, 7, 'prod', 1000, NULL, NULL);
                PRAGMA application_id = 0x43677431; PRAGMA user_version = 1
                """);
        }

        using var tokens = TokenStore.Open(folder.Open(), TimeProvider.System);
        ApiToken token = Assert.Single(tokens.List());
        Assert.Equal(("old", "prod", null), (token.Name, token.Environment, token.DebugUntil));
        Assert.Null(token.Rate);
        Assert.NotNull(tokens.SetDebug(token.Id, on: true));
        Assert.Equal([0x43677431, 7], Marks(Tokens));
    }

    [Fact]
    public void Logged_calls_of_version_1_are_migrated()
    {
        DataFolder data = folder.Open();
        using (var old = new RawDatabase(Path.Combine(folder.Data, "api-log.db")))
        {
            old.Execute("""
                CREATE TABLE calls (
                    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, received_at INTEGER NOT NULL, microseconds INTEGER NOT NULL,
                    environment TEXT NOT NULL, token_id BLOB NOT NULL, token_name TEXT NOT NULL, source TEXT NOT NULL, remote_address TEXT NOT NULL,
                    method TEXT NOT NULL, url TEXT NOT NULL, status INTEGER NOT NULL, verdicts BLOB NOT NULL, body_length INTEGER NOT NULL, body BLOB NOT NULL);
                INSERT INTO calls VALUES (1, x'0192f0a0000070008000000000000001', 1000, 5, '', x'0192f0a0000070008000000000000002', 'old', 'x', '192.0.2.7',
                    'POST', '/v1/process', 202, CAST('[]' AS BLOB), 2, CAST('{}' AS BLOB));
                PRAGMA application_id = 0x43676C31; PRAGMA user_version = 1
                """);
        }

        using var log = ApiLogReader.Open(data);
        ApiLogEntry entry = Assert.Single(log.List(new ApiLogQuery { Environment = null, Limit = 10 }).Rows).Entry;
        Assert.Equal(("old", "192.0.2.7", ""), (entry.TokenName, entry.RemoteAddress, entry.Scheme));
        Assert.Equal([0x43676C31, 5], Marks(Path.Combine(folder.Data, "api-log.db")));
    }

    /// <summary>A file of version 1: one open incident, one resolved.</summary>
    [Fact]
    public async Task Incidents_of_version_1_are_migrated_and_go_on()
    {
        // The scenario disposes of it.
        var version1 = new TemporaryFolder();
        version1.Open();
        using (var old = new RawDatabase(version1.Incidents))
        {
            old.Execute("""
                CREATE TABLE scopes (id INTEGER PRIMARY KEY, environment BLOB NOT NULL, service BLOB NOT NULL, UNIQUE (environment, service));
                CREATE TABLE incidents (sequence INTEGER PRIMARY KEY, id BLOB NOT NULL, scope INTEGER NOT NULL, state INTEGER NOT NULL,
                    urgency INTEGER NOT NULL, occurrences INTEGER NOT NULL, triggered_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL,
                    resolved_at INTEGER, index_key BLOB, body_digest BLOB, incident_key BLOB, source BLOB, title BLOB NOT NULL, description BLOB NOT NULL);
                CREATE INDEX incidents_by_key ON incidents (scope, index_key) WHERE index_key IS NOT NULL;
                CREATE INDEX incidents_by_body ON incidents (scope, body_digest) WHERE index_key IS NULL;
                CREATE INDEX incidents_active ON incidents (scope) WHERE state <> 3;
                CREATE TABLE transitions (sequence INTEGER PRIMARY KEY, incident INTEGER NOT NULL, kind INTEGER NOT NULL, at INTEGER NOT NULL,
                    cause BLOB NOT NULL, call_id BLOB NOT NULL);
                CREATE INDEX transitions_by_incident ON transitions (incident);
                CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
                INSERT INTO probe VALUES (1, 0);
                INSERT INTO scopes VALUES (1, x'', CAST('web' AS BLOB));
                INSERT INTO incidents VALUES (1, x'00000000000170008000000000000001', 1, 1, 1, 2, 1000, 2000, NULL, CAST('open' AS BLOB), NULL, CAST('open' AS BLOB), NULL, CAST('Open' AS BLOB), x'');
                INSERT INTO incidents VALUES (2, x'00000000000170008000000000000002', 1, 3, 1, 1, 1000, 1000, 3000, CAST('over' AS BLOB), NULL, CAST('over' AS BLOB), NULL, CAST('Over' AS BLOB), x'');
                INSERT INTO transitions VALUES (1, 1, 1, 1000, CAST('incident' AS BLOB), x'00000000000170008000000000000003');
                PRAGMA application_id = 0x43676F31; PRAGMA user_version = 1
                """);
        }

        await using var scenario = new StoreScenario(folder: version1);
        Assert.Equal(["Over", "Open"], scenario.All.Select(static incident => incident.Title));
        Assert.True((await scenario.CallAsync(Wanted.Trigger("open"))).TriggerDuplicate);
        Assert.True((await scenario.CallAsync(Wanted.Resolve("open"))).Resolved);
        Assert.True((await scenario.CallAsync(Wanted.Trigger("over"))).Created);
        Assert.Equal([0x43676F31, 10], Marks(version1.Incidents));
        Assert.Equal(MigratedTables(IncidentTables), MigratedTables(Schema(version1.Incidents)));
    }

    /// <summary>A file of version 2: its memory of calls still applies, and a follower of its timeline continues after the last line.</summary>
    [Fact]
    public async Task Incidents_of_version_2_are_migrated_and_go_on()
    {
        // The scenario disposes of it.
        var version2 = new TemporaryFolder();
        version2.Open();
        using (var old = new RawDatabase(version2.Incidents))
        {
            old.Execute("""
                CREATE TABLE scopes (id INTEGER PRIMARY KEY, environment BLOB NOT NULL, service BLOB NOT NULL, UNIQUE (environment, service));
                CREATE TABLE incidents (sequence INTEGER PRIMARY KEY, id BLOB NOT NULL, scope INTEGER NOT NULL, state INTEGER NOT NULL,
                    urgency INTEGER NOT NULL, occurrences INTEGER NOT NULL, triggered_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL,
                    resolved_at INTEGER, index_key BLOB, body_digest BLOB, incident_key BLOB, source BLOB, title BLOB NOT NULL, description BLOB NOT NULL);
                CREATE INDEX incidents_by_key ON incidents (scope, index_key) WHERE index_key IS NOT NULL;
                CREATE INDEX incidents_by_body ON incidents (scope, body_digest) WHERE index_key IS NULL;
                CREATE INDEX incidents_active ON incidents (scope) WHERE state <> 3;
                CREATE TABLE transitions (sequence INTEGER PRIMARY KEY, incident INTEGER NOT NULL, kind INTEGER NOT NULL, at INTEGER NOT NULL,
                    cause BLOB NOT NULL, call_id BLOB NOT NULL, comment BLOB);
                CREATE INDEX transitions_by_incident ON transitions (incident);
                CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
                INSERT INTO probe VALUES (1, 0);
                CREATE TABLE resolves (sequence INTEGER PRIMARY KEY, scope INTEGER NOT NULL, index_key BLOB NOT NULL, at INTEGER NOT NULL,
                    received_at INTEGER NOT NULL, UNIQUE (scope, index_key));
                CREATE TABLE deliveries (sequence INTEGER PRIMARY KEY, token BLOB NOT NULL, delivery BLOB NOT NULL, received_at INTEGER NOT NULL,
                    call_id BLOB NOT NULL, verdict INTEGER NOT NULL, incidents BLOB NOT NULL, UNIQUE (token, delivery));
                INSERT INTO scopes VALUES (1, x'', CAST('web' AS BLOB));
                INSERT INTO incidents VALUES (4096, x'00000000000170008000000000000001', 1, 2, 1, 2, 1000, 2000, NULL, CAST('open' AS BLOB), NULL, CAST('open' AS BLOB), NULL, CAST('Open' AS BLOB), CAST('why' AS BLOB));
                INSERT INTO incidents VALUES (8192, x'00000000000270008000000000000002', 1, 3, 1, 1, 1000, 1000, 3000, CAST('over' AS BLOB), NULL, CAST('over' AS BLOB), NULL, CAST('Over' AS BLOB), x'');
                INSERT INTO transitions VALUES (7, 4096, 1, 1000, CAST('incident' AS BLOB), x'00000000000170008000000000000003', NULL);
                INSERT INTO transitions VALUES (8, 8192, 1, 1000, CAST('incident' AS BLOB), x'00000000000170008000000000000004', NULL);
                INSERT INTO transitions VALUES (9, 4096, 2, 1500, CAST('laptop' AS BLOB), x'00000000000170008000000000000005', CAST('mine' AS BLOB));
                INSERT INTO transitions VALUES (10, 8192, 4, 3000, CAST('recovery' AS BLOB), x'00000000000170008000000000000006', NULL);
                INSERT INTO resolves VALUES (1, 1, CAST('over' AS BLOB), 1762766400000, 1762766000000);
                INSERT INTO deliveries VALUES (1, x'00000000000000700000000000000001', CAST('msg_1' AS BLOB), 1762766000000, x'00000000000170008000000000000009', 17, x'00000000000170008000000000000001');
                PRAGMA application_id = 0x43676F31; PRAGMA user_version = 2
                """);
        }

        await using var scenario = new StoreScenario(folder: version2);
        Assert.Equal(MigratedTables(IncidentTables), MigratedTables(Schema(version2.Incidents)));
        TimeOrderedId id = scenario.All.Single(static incident => incident.Title == "Open").Id;
        IncidentDetails open = scenario.Details(id);
        Assert.Equal(("why", IncidentState.Acknowledged), (open.Description, open.Incident.State));
        Assert.Equal(
            [(TransitionKind.Triggered, "incident", null, TransitionOrigin.Integration), (TransitionKind.Acknowledged, "laptop", "mine", TransitionOrigin.Person)],
            open.Timeline.Select(static line => (line.Kind, line.Cause, line.Comment, line.Origin)));
        using (var lines = TransitionReader.Open(version2.Open()))
        {
            Assert.Equal(10, lines.Newest());
            Assert.Equal([9L, 10L], lines.After(8, string.Empty, 10).Select(static line => line.Sequence));
        }

        // Its keys match every integration, its resolves make triggers late, and its deliveries are recognised by their ids alone.
        Assert.True((await scenario.CallAsync(Wanted.Trigger("over") with { KeySpace = "Tool", IsTimed = true, Began = 1_762_766_399_999 })).TriggerDuplicate);
        scenario.DeliveryId = "msg_1";
        Assert.True((await scenario.CallAsync(Wanted.Resolve("open") with { KeySpace = "Tool" })).Created);
        scenario.DeliveryId = null;
        Assert.True((await scenario.CallAsync(Wanted.Resolve("open") with { KeySpace = "Tool" })).Resolved);
        using var after = TransitionReader.Open(version2.Open());
        Assert.Equal([11L], after.After(10, string.Empty, 10).Select(static line => line.Sequence));
        RawDatabase.AssertSound(version2.Incidents);
    }

    [Fact]
    public void A_migration_that_fails_leaves_the_old_version()
    {
        folder.Open();
        using (var old = new RawDatabase(Tokens))
        {
            // The column already exists, so adding it fails.
            old.Execute("CREATE TABLE tokens (id BLOB, debug_until INTEGER); PRAGMA application_id = 0x43677431; PRAGMA user_version = 1");
        }

        Assert.Contains("debug_until", Assert.Throws<StoreException>(() => TokenStore.Open(folder.Open(), TimeProvider.System)).Message, StringComparison.Ordinal);

        Assert.Equal([0x43677431, 1], Marks(Tokens));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 11", "version 11")]
    [InlineData("PRAGMA user_version = 0", "version 0")]
    [InlineData("PRAGMA application_id = 7", "not a file of callgoose")]
    [InlineData("PRAGMA application_id = 0", "not a file of callgoose")]
    public async Task A_file_of_another_version_or_program_is_refused(string change, string reason)
    {
        await OpenAndCloseAsync();
        using (var database = new RawDatabase(folder.Incidents))
        {
            database.Execute(change);
        }

        StoreException refusal = await Assert.ThrowsAsync<StoreException>(OpenAndCloseAsync);

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(folder.Incidents, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_program_stays_as_it_was()
    {
        folder.Open();
        using (var database = new RawDatabase(folder.Incidents))
        {
            database.Execute("CREATE TABLE theirs (a)");
        }

        byte[] before = await File.ReadAllBytesAsync(folder.Incidents, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<StoreException>(OpenAndCloseAsync);

        Assert.Equal(before, await File.ReadAllBytesAsync(folder.Incidents, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        folder.Open();
        await File.WriteAllTextAsync(folder.Incidents, new string('x', 5000), TestContext.Current.CancellationToken);

        StoreException refusal = await Assert.ThrowsAsync<StoreException>(OpenAndCloseAsync);

        Assert.Contains("not a file of callgoose", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void First_starts_at_the_same_moment_make_one_file()
    {
        for (int round = 0; round < 10; round++)
        {
            string path = Path.Combine(folder.Root, $"data-{round}");
            var starts = Enumerable.Range(0, 6).Select(_ => new Thread(() =>
            {
                using TokenStore store = TokenStore.Open(DataFolder.Open(path), TimeProvider.System);
                store.Create(new NewToken { Name = "one of many" });
            })).ToList();
            starts.ForEach(static start => start.Start());
            starts.ForEach(static start => start.Join());

            using TokenStore afterwards = TokenStore.Open(DataFolder.Open(path), TimeProvider.System);
            Assert.Equal(6, afterwards.List().Count);
        }
    }

    /// <summary>Everything that versions 3 to 6 recreate; the rest is as the test made it.</summary>
    private static string[] MigratedTables(string schema) =>
        [.. schema.Split('\n').Where(static line => !line.StartsWith("scopes:", StringComparison.Ordinal) && !line.StartsWith("probe:", StringComparison.Ordinal)).Order()];

    private static string Schema(string path)
    {
        using var database = new RawDatabase(path);
        string schema = string.Join('\n', database.Read(
            "SELECT CAST(name || ':' || sql AS BLOB) FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"));
        return string.Join('\n', schema.Split('\n').Select(static line => line.TrimEnd()))
            .Replace("\n    ", " ", StringComparison.Ordinal);
    }

    private static long[] Marks(string path)
    {
        using var database = new RawDatabase(path);
        return [
            .. database.ReadNumbers("SELECT application_id AS n FROM pragma_application_id"),
            .. database.ReadNumbers("SELECT user_version AS n FROM pragma_user_version"),
        ];
    }

    private static IEnumerable<(string Name, int Number)> NumbersOf<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(static value => (value.ToString(), Convert.ToInt32(value, null)));

    private async Task OpenAndCloseAsync() =>
        await SqliteStore.Open(StoreScenario.Defaults with { Folder = folder.Open() }, TimeProvider.System).DisposeAsync();
}
