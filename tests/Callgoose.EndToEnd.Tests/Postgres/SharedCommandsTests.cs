using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Postgres;

/// <summary>Commands without a server, with <c>store</c> in the configuration: they work, or name what to use instead.</summary>
public sealed class SharedCommandsTests(PublishedExecutable executable)
{
    [Fact]
    public async Task Commands_work_on_a_shared_store_beside_its_server()
    {
        using var folder = new ConfiguredFolder(executable);
        string url = PostgresServer.Shared.NewDatabase();
        folder.Write($"\"store\": \"{url}\"");
        CommandResult early = await folder.RunAsync("incidents", "list");
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("There is no store in the database", early.Errors, StringComparison.Ordinal);

        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        JsonElement opened = await http.OpenAsync(Payloads.GuideTrigger);
        string id = opened.Text("id")!;
        Assert.Contains("Server Down", (await RunAsync(folder, "incidents", "list")).Output, StringComparison.Ordinal);
        CommandResult shown = await RunAsync(folder, "incidents", "show", id, "--json");
        Assert.Equal(JsonSerializer.Serialize(await http.ReadAsync($"/v1/incidents/{id}")), JsonSerializer.Serialize(JsonDocument.Parse(shown.Output).RootElement));
        await RunAsync(folder, "incidents", "acknowledge", id, "--comment", "taken");
        Assert.Equal("acknowledged", (await http.ReadAsync($"/v1/incidents/{id}")).Text("state"));

        string key = await folder.CreateTokenAsync("--routing-key", "--debug", "--scope", "process");
        using (HttpResponseMessage kept = await http.PostAsync("/v2/change/enqueue", new StringContent($$"""{"routing_key":"{{key}}","payload":{"summary":"Deployed 7"} }""")))
        {
            Assert.Equal(HttpStatusCode.Accepted, kept.StatusCode);
        }

        Assert.Contains("Deployed 7", (await RunAsync(folder, "changes")).Output, StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await http.ReadAsync("/v1/logs")).GetProperty("calls").GetArrayLength() > 0);
        string call = (await http.ReadAsync("/v1/logs")).GetProperty("calls")[0].Text("callId")!;
        Assert.Contains(call, (await RunAsync(folder, "logs")).Output, StringComparison.Ordinal);
        Assert.Contains("Deployed 7", (await RunAsync(folder, "logs", "--call", call)).Output, StringComparison.Ordinal);
        Assert.Equal("ok\n", (await RunAsync(folder, "integrity")).Output);
        CommandResult doctor = await RunAsync(folder, "doctor");
        Assert.Contains("store: PostgreSQL", doctor.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("data folder", doctor.Output, StringComparison.Ordinal);

        CommandResult backup = await folder.RunAsync("backup", "store.dump");
        Assert.Equal(2, backup.ExitCode);
        Assert.Contains($"pg_dump -Fc -h 127.0.0.1 -p {PostgresServer.Shared.Port} -U {PostgresServer.User} -d ", backup.Errors, StringComparison.Ordinal);
        CommandResult restore = await folder.RunAsync("restore", "store.dump");
        Assert.Contains("pg_restore --no-owner -h 127.0.0.1", restore.Errors, StringComparison.Ordinal);
        foreach (CommandResult one in (CommandResult[])[backup, restore, doctor])
        {
            Assert.DoesNotContain("password with", Uri.UnescapeDataString(one.Output + one.Errors), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_pg_dump_copies_under_a_server_pg_restore_makes_a_store_of()
    {
        using var folder = new ConfiguredFolder(executable);
        string url = PostgresServer.Shared.NewDatabase();
        folder.Write($"\"store\": \"{url}\"");
        string token;
        var acknowledged = new List<string>();
        await using (RunningServer server = await folder.ServeAsync())
        {
            token = await server.WaitForFirstTokenAsync();
            using HttpClient http = server.Client(token);
            for (int i = 0; i < 30; i++)
            {
                acknowledged.Add((await http.OpenAsync(Payloads.Started($"INC-{i}"))).Text("id")!);
            }

            string dump = Path.Combine(folder.Path, "store.dump");
            PostgresServer.Shared.RunProgram("pg_dump", "-Fc", "-f", dump, "-d", url);
            string other = PostgresServer.Shared.NewDatabase();
            PostgresServer.Shared.RunProgram("pg_restore", "--no-owner", "-d", other, dump);
            folder.Write($"\"store\": \"{other}\"");
        }

        // The server on the original has a place in the copy for a minute; another server takes the next one.
        await using RunningServer restored = await folder.ServeAsync();
        using HttpClient there = restored.Client(token);
        await Eventually.HoldsAsync(async () => (await there.GetAsync("/v1/incidents")).IsSuccessStatusCode);
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), (await there.IncidentsAsync()).Select(static one => one.Text("id")!).Order(StringComparer.Ordinal));
        await there.PostAsync(Payloads.Resolved("INC-7"));
        await there.OpenAsync(Payloads.Started("INC-30"));
        Assert.Equal("ok\n", (await RunAsync(folder, "integrity")).Output);
    }

    [Fact]
    public async Task Reports_and_routes_are_the_same_beside_a_shared_store_as_by_a_server()
    {
        using var folder = new ConfiguredFolder(executable);
        string url = PostgresServer.Shared.NewDatabase();
        const string Destinations = """
            "destinations": { "shop": { "kind": "Webhook", "url": "http://127.0.0.1:1/" }, "rest": { "kind": "Webhook", "url": "http://127.0.0.1:1/" } }
            """;
        folder.Write($$"""
            "store": "{{url}}", {{Destinations}}, "routes": [{ "name": "low ones", "match": { "urgency": "low" }, "to": "rest" }, { "name": "all", "to": ["rest"] }]
            """);
        string changed = Path.Combine(folder.Path, "changed.json");
        await File.WriteAllTextAsync(
            changed, $$"""{ {{Destinations}}, "routes": [{ "name": "begun", "match": { "event": "triggered" }, "to": ["shop"] }, { "name": "all", "to": ["rest"] }] }""", TestContext.Current.CancellationToken);
        await using RunningServer server = await folder.ServeAsync();
        string token = await server.WaitForFirstTokenAsync();
        using HttpClient http = server.Client(token);
        string id = (await http.OpenAsync(Payloads.GuideTrigger)).Text("id")!;
        await http.PostAsync(Payloads.GuideResolve);
        await http.OpenAsync(Payloads.Started("INC-1"));
        string[] there = ["--url", server.Address.ToString(), "--token", token];

        string[] report = ["report", "--since", "7d", "--zone", "UTC"];
        string counted = (await RunAsync(folder, report)).Output;
        Assert.Contains("opened       2", counted, StringComparison.Ordinal);
        Assert.Equal(WithoutTimes((await RunAsync(folder, [.. report, .. there])).Output), WithoutTimes(counted));
        Assert.Contains("opened       0", (await RunAsync(folder, [.. report, "--service", "nobody"])).Output, StringComparison.Ordinal);

        string explained = (await RunAsync(folder, "route", "explain", id)).Output;
        Assert.Contains("low ones", explained, StringComparison.Ordinal);
        Assert.Equal((await RunAsync(folder, ["route", "explain", id, .. there])).Output, explained);
        Assert.Equal((await RunAsync(folder, ["route", "explain", id, "--json", .. there])).Output, (await RunAsync(folder, "route", "explain", id, "--json")).Output);
        CommandResult unknown = await folder.RunAsync("route", "explain", Guid.NewGuid().ToString());
        Assert.Equal((1, true), (unknown.ExitCode, unknown.Errors.Contains("There is no such incident", StringComparison.Ordinal)));
        Assert.EndsWith("2 of 3 events would go elsewhere\n", (await RunAsync(folder, "route", "test", "--since", "1d", "--config", changed)).Output, StringComparison.Ordinal);
        CommandResult same = await folder.RunAsync("route", "test", "--since", "1d", "--config", folder.File);
        Assert.Equal((3, "0 of 3 events would go elsewhere\n"), (same.ExitCode, same.Output));
    }

    /// <summary>What a server needs of a role is named by doctor, since a server says at its first webhook only that it is refused.</summary>
    [Fact]
    public async Task Doctor_names_the_rights_that_a_role_lacks()
    {
        using var folder = new ConfiguredFolder(executable);
        string url = PostgresServer.Shared.NewDatabase();
        string database = url[(url.LastIndexOf('/') + 1)..];
        folder.Write($"\"store\": \"{url}\"");
        await using (RunningServer server = await folder.ServeAsync())
        {
            await server.WaitForFirstTokenAsync();
            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        PostgresServer.Shared.Query(database, $"""
            CREATE ROLE {database}_weak LOGIN PASSWORD 'weak'; GRANT USAGE ON SCHEMA public TO {database}_weak;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {database}_weak;
            """);
        string weak = $"postgres://{database}_weak:weak@127.0.0.1:{PostgresServer.Shared.Port}/{database}";
        folder.Write($"\"store\": \"{weak}\"");
        Assert.Contains("ok    store: PostgreSQL", (await RunAsync(folder, "doctor")).Output, StringComparison.Ordinal);

        PostgresServer.Shared.Query(database, $"REVOKE INSERT, DELETE ON transitions FROM {database}_weak; REVOKE ALL ON callgoose_version FROM {database}_weak");
        CommandResult lacking = await folder.RunAsync("doctor");
        Assert.Equal(1, lacking.ExitCode);
        Assert.Contains($"the role {database}_weak lacks ", lacking.Output, StringComparison.Ordinal);
        Assert.Contains("INSERT, DELETE on transitions", lacking.Output, StringComparison.Ordinal);
        Assert.Contains("SELECT, INSERT, UPDATE, DELETE on callgoose_version", lacking.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" on incidents", lacking.Output, StringComparison.Ordinal);

        // Where there is no table yet the role has to make them.
        string empty = PostgresServer.Shared.NewDatabase();
        folder.Write($"\"store\": \"{weak[..weak.LastIndexOf('/')]}{empty[empty.LastIndexOf('/')..]}\"");
        CommandResult nothing = await folder.RunAsync("doctor");
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("lacks CREATE on schema public", nothing.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE outgoing SET state = 9", "A delivery has a state that does not exist: delivery 1.")]
    [InlineData("UPDATE outgoing SET finished_at = 1", "A delivery is over without a time, or has a time of its end and waits: delivery 1.")]
    [InlineData("DELETE FROM outgoing_events", "A delivery waits whose event is not there: delivery 1.")]
    [InlineData("UPDATE dispatcher SET taken = 0", "A delivery waits of an event that was not taken: delivery 1.")]
    [InlineData("UPDATE dispatcher SET taken = 1000", "More events were taken than there are lines: up to 1000.")]
    [InlineData("UPDATE dispatcher SET last = 0", "The number of the newest delivery is behind that of one: delivery 1.")]
    [InlineData("DELETE FROM dispatcher", "A table that has one row has none: dispatcher.")]
    [InlineData("UPDATE outgoing_destinations SET since = 1000", "A destination begins behind the newest line: audit.")]
    [InlineData("INSERT INTO outbox VALUES (1, 1, 1, 0, 1, 1, 1, 0, 0, '')", "An event waits whose incident or line is not there: event 1.")]
    [InlineData("INSERT INTO outbox SELECT 1, sequence, 1, 0, 7, 1, 1, 0, 0, '' FROM incidents", "An event waits with a state that does not exist: event 1.")]
    [InlineData("INSERT INTO outbox SELECT 1000, sequence, 1, 0, 1, 1, 1, 0, 0, '' FROM incidents", "An event has a number behind that of the newest line: event 1000.")]
    [InlineData("DROP TABLE outgoing_threads", "'outgoing_threads' is missing")]
    public async Task Integrity_finds_what_somebody_has_changed_of_deliveries(string sql, string finding)
    {
        using var folder = new ConfiguredFolder(executable);
        string url = PostgresServer.Shared.NewDatabase();
        folder.Write($$"""
            "store": "{{url}}", "destinations": { "audit": { "kind": "Webhook", "url": "http://127.0.0.1:1/" } }, "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await using (RunningServer server = await folder.ServeAsync())
        {
            using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
            await http.OpenAsync(Payloads.GuideTrigger);
            await Eventually.HoldsAsync(async () => (await http.ReadAsync("/v1/deliveries")).GetProperty("deliveries").GetArrayLength() == 1);
            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        Assert.Equal("ok\n", (await RunAsync(folder, "integrity")).Output);
        PostgresServer.Shared.Query(url[(url.LastIndexOf('/') + 1)..], sql);
        CommandResult found = await folder.RunAsync("integrity");
        Assert.Equal(1, found.ExitCode);
        Assert.Contains(finding, found.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM transitions WHERE number = 1", "in another state than its timeline ends with")]
    [InlineData("DELETE FROM anchors", "its key leads to another one")]
    [InlineData("DROP INDEX incidents_one_active", "'incidents_one_active' is missing")]
    [InlineData("UPDATE line SET last = 0", "The number of the newest line is behind that of a commit")]
    [InlineData("DELETE FROM incidents", "lines of its timeline are")]
    public async Task Integrity_finds_what_somebody_has_changed(string sql, string finding)
    {
        using var folder = new ConfiguredFolder(executable);
        string url = PostgresServer.Shared.NewDatabase();
        folder.Write($"\"store\": \"{url}\"");
        await using (RunningServer server = await folder.ServeAsync())
        {
            using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
            await http.OpenAsync(Payloads.GuideTrigger);
            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        PostgresServer.Shared.Query(url[(url.LastIndexOf('/') + 1)..], sql);
        CommandResult found = await folder.RunAsync("integrity");
        Assert.Equal(1, found.ExitCode);
        Assert.Contains(finding, found.Output, StringComparison.Ordinal);
    }

    /// <summary>Both count up to now, which is a minute later at the end of one.</summary>
    private static string WithoutTimes(string text) => text[text.IndexOf('\n', StringComparison.Ordinal)..];

    private static async Task<CommandResult> RunAsync(ConfiguredFolder folder, params string[] arguments)
    {
        CommandResult result = await folder.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Errors + result.Output);
        return result;
    }
}
