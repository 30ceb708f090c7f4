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
        await Eventually.HoldsAsync(async () =>
        {
            using HttpResponseMessage kept = await http.PostAsync("/v2/change/enqueue", new StringContent($$"""{"routing_key":"{{key}}","payload":{"summary":"Deployed 7"} }"""));
            return kept.IsSuccessStatusCode;
        });
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

    private static async Task<CommandResult> RunAsync(ConfiguredFolder folder, params string[] arguments)
    {
        CommandResult result = await folder.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Errors + result.Output);
        return result;
    }
}
