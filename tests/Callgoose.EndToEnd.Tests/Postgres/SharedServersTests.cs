using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Postgres;

/// <summary>Two servers on one PostgreSQL, and one that loses it (tests/README.md R28).</summary>
public sealed class SharedServersTests(PublishedExecutable executable)
{
    [Fact]
    public async Task Two_servers_are_as_one()
    {
        string url = PostgresServer.Shared.NewDatabase();
        await using RunningServer one = await ServeAsync(url);
        string admin = await one.WaitForFirstTokenAsync();
        await using RunningServer other = await ServeAsync(url);
        using HttpClient here = one.Client(admin);
        using HttpClient there = other.Client(admin);
        await Eventually.HoldsAsync(async () => (await there.GetAsync("/v1/incidents")).StatusCode == HttpStatusCode.OK);
        Assert.Null(other.FirstToken);

        JsonElement opened = await here.OpenAsync(Payloads.GuideTrigger);
        string id = opened.Text("id")!;
        Assert.Equal(HttpStatusCode.OK, (await there.SendAsync(Payloads.GuideTrigger)).Status);
        JsonElement seen = await there.ReadAsync($"/v1/incidents/{id}");
        Assert.Equal(2, seen.GetProperty("occurrences").GetInt32());
        using (HttpResponseMessage acknowledged = await there.PostAsync($"/v1/incidents/{id}/acknowledge", null))
        {
            Assert.Equal(HttpStatusCode.OK, acknowledged.StatusCode);
        }

        Assert.Equal("acknowledged", (await here.ReadAsync($"/v1/incidents/{id}")).Text("state"));
        using (var follow = new StreamReader(await there.GetStreamAsync("/v1/events")))
        {
            Assert.Equal(HttpStatusCode.OK, (await here.SendAsync(Payloads.GuideResolve)).Status);
            string? line;
            do
            {
                line = await follow.ReadLineAsync();
            }
            while (line?.Contains("\"resolved\"", StringComparison.Ordinal) == false);
            Assert.Contains(id, line!, StringComparison.Ordinal);
        }

        CommandResult made = await CommandResult.RunAsync(Command(url, "tokens", "create", "--name", "tool", "--debug"));
        string tool = made.Output.Trim();
        Assert.True(made.ExitCode == 0, made.Errors);
        using HttpClient sender = other.Client(tool);
        string another = Payloads.GuideTrigger.Replace("INC-98765", "INC-1", StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await sender.SendAsync(another)).Status == HttpStatusCode.Created);
        await Eventually.HoldsAsync(async () => (await here.ReadAsync("/v1/logs")).GetProperty("calls").GetArrayLength() > 0);

        JsonElement tokens = await here.ReadAsync("/v1/tokens");
        string toolId = tokens.GetProperty("tokens").EnumerateArray().Single(static token => token.Text("name") == "tool").Text("id")!;
        using (HttpResponseMessage revoked = await here.DeleteAsync($"/v1/tokens/{toolId}"))
        {
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        }

        await Eventually.HoldsAsync(async () => (await sender.SendAsync(Payloads.GuideTrigger)).Status == HttpStatusCode.Unauthorized);
        Assert.Equal(0, await one.SignalAsync("TERM"));
        Assert.Equal(0, await other.SignalAsync("TERM"));
        foreach (string text in (string[])[one.Output, one.Errors, other.Output, other.Errors])
        {
            TestServer.AssertNoStumble(text);
            Assert.DoesNotContain(PostgresServer.Password, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Uri.EscapeDataString(PostgresServer.Password), text, StringComparison.Ordinal);
        }
    }

    /// <summary>A frozen server holds the rows of its transaction for two seconds; then the others continue, and it does when it wakes.</summary>
    [Fact]
    public async Task A_server_that_is_stopped_under_load_holds_the_other_up_for_seconds_only()
    {
        string url = PostgresServer.Shared.NewDatabase();
        await using RunningServer one = await ServeAsync(url);
        string token = await one.WaitForFirstTokenAsync();
        await using RunningServer other = await ServeAsync(url);
        using HttpClient here = one.Client(token);
        using HttpClient there = other.Client(token);
        await Eventually.HoldsAsync(async () => (await there.GetAsync("/v1/incidents")).StatusCode == HttpStatusCode.OK);
        using var done = new CancellationTokenSource();
        Task[] sending = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                using HttpResponseMessage answer = await PostAsync(here);
                Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}");
            }
        }))];

        for (int i = 0; i < 3; i++)
        {
            await KillAsync(one, "STOP");
            using (HttpResponseMessage answer = await PostAsync(there))
            {
                Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            }

            await KillAsync(one, "CONT");
            await Eventually.HoldsAsync(async () => (await PostAsync(here)).IsSuccessStatusCode);
        }

        await done.CancelAsync();
        await Task.WhenAll(sending);
        Assert.Single(await there.IncidentsAsync());
    }

    /// <summary>A sender that is refused as unknown gives up: so a token holds at every server from the moment on that it was given out at one.</summary>
    [Fact]
    public async Task A_token_that_another_server_has_just_made_is_known_at_every_door()
    {
        string url = PostgresServer.Shared.NewDatabase();
        await using RunningServer one = await ServeAsync(url);
        string admin = await one.WaitForFirstTokenAsync();
        await using RunningServer other = await ServeAsync(url);
        using HttpClient here = one.Client(admin);
        for (int i = 0; i < 5; i++)
        {
            string token = await MakeAsync(here, """{"name":"tool","scopes":["process","read"]}""");
            using HttpClient sender = other.Client(token);
            using HttpResponseMessage taken = await PostAsync(sender);
            Assert.True(taken.IsSuccessStatusCode, $"{taken.StatusCode}");

            string key = await MakeAsync(here, """{"name":"pager","routingKey":true}""");
            using HttpClient nobody = other.Client();
            using HttpResponseMessage enqueued = await nobody.PostAsync("/v2/enqueue", new StringContent($$"""
                { "routing_key": "{{key}}", "event_action": "trigger", "dedup_key": "{{i}}", "payload": { "summary": "down", "source": "db1", "severity": "critical" } }
                """));
            Assert.Equal(HttpStatusCode.Accepted, enqueued.StatusCode);

            using HttpClient reader = other.Client(await MakeAsync(here, """{"name":"reader","scopes":["read"]}"""));
            Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/v1/incidents")).StatusCode);
        }

        using HttpClient wrong = other.Client(admin[..^4] + "AAAA");
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(wrong)).StatusCode);
    }

    [Theory]
    [InlineData("DROP TABLE transitions", "transitions")]
    [InlineData("DROP TABLE outgoing, dispatcher", "dispatcher")]
    [InlineData("DROP SCHEMA public CASCADE; CREATE SCHEMA public", "incidents")]
    public async Task A_server_whose_tables_are_gone_is_not_ready_and_says_which(string sql, string table)
    {
        string url = PostgresServer.Shared.NewDatabase();
        await using RunningServer server = await ServeAsync(url);
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/readyz")).StatusCode);
        PostgresServer.Shared.Query(Database(url), sql);

        string fault = string.Empty;
        await Eventually.HoldsAsync(async () =>
        {
            using HttpResponseMessage ready = await http.GetAsync("/readyz");
            fault = await ready.Content.ReadAsStringAsync();
            return ready.StatusCode == HttpStatusCode.ServiceUnavailable;
        });
        await Eventually.HoldsAsync(async () => (fault = await ReadyAsync(http)).Contains("tables of the store are gone", StringComparison.Ordinal));
        Assert.Contains(table, fault, StringComparison.Ordinal);
    }

    /// <summary>As far as one executable shows it: what the next version does to the tables while two servers take webhooks.</summary>
    [Fact]
    public async Task Two_servers_under_load_go_on_through_a_version_that_only_adds_and_commit_nothing_after_one_that_takes_them_not()
    {
        string url = PostgresServer.Shared.NewDatabase();
        string database = Database(url);
        await using RunningServer one = await ServeAsync(url);
        string token = await one.WaitForFirstTokenAsync();
        await using RunningServer other = await ServeAsync(url);
        using HttpClient here = one.Client(token);
        using HttpClient there = other.Client(token);
        var acknowledged = new ConcurrentBag<string>();
        var answers = new ConcurrentBag<HttpStatusCode>();
        using var done = new CancellationTokenSource();
        Task[] sending = [.. new[] { here, there, here, there }.Select((http, sender) => Task.Run(async () =>
        {
            for (int i = 0; !done.IsCancellationRequested; i++)
            {
                string key = $"INC-{sender}-{i}";
                using var content = new StringContent(Payloads.Started(key), System.Text.Encoding.UTF8, "application/json");
                using HttpResponseMessage answer = await http.PostAsync(ProcessApi.Path, content);
                answers.Add(answer.StatusCode);
                if (answer.IsSuccessStatusCode)
                {
                    acknowledged.Add(key);
                }
            }
        }))];
        async Task TakeMoreAsync()
        {
            int before = acknowledged.Count;
            await Eventually.HoldsAsync(() => Task.FromResult(acknowledged.Count > before + 100 || sending.Any(static one => one.IsFaulted)));
        }

        await TakeMoreAsync();
        int version = int.Parse(PostgresServer.Shared.Query(database, "SELECT version FROM callgoose_version WHERE id = 1"), System.Globalization.CultureInfo.InvariantCulture);
        PostgresServer.Shared.Query(database, $"""
            BEGIN; SELECT version FROM callgoose_version WHERE id = 1 FOR UPDATE;
            ALTER TABLE incidents ADD COLUMN runbook int NOT NULL DEFAULT 7;
            UPDATE callgoose_version SET version = {version + 1} WHERE id = 1;
            INSERT INTO callgoose_version (id, version) VALUES (2, {version}) ON CONFLICT (id) DO UPDATE SET version = {version};
            COMMIT
            """);
        await TakeMoreAsync();
        await TakeMoreAsync();
        Assert.All(answers, static status => Assert.Equal(HttpStatusCode.Created, status));

        PostgresServer.Shared.Query(database, $"""
            BEGIN; SELECT version FROM callgoose_version WHERE id = 1 FOR UPDATE;
            UPDATE callgoose_version SET version = {version + 2} WHERE id = 1; DELETE FROM callgoose_version WHERE id = 2;
            UPDATE gateways SET epoch = epoch + 1;
            CREATE TABLE counted AS SELECT count(*) AS number FROM incidents;
            COMMIT
            """);
        foreach (HttpClient http in (HttpClient[])[here, there])
        {
            await Eventually.HoldsAsync(async () =>
            {
                using HttpResponseMessage answer = await PostAsync(http);
                return answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null;
            });
        }

        await done.CancelAsync();
        await Task.WhenAll(sending);
        Assert.All(answers, static status => Assert.True(status is HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable, $"{status}"));
        string[] kept = PostgresServer.Shared.Query(database, "SELECT convert_from(incident_key, 'UTF8') FROM incidents").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"{kept.Length}", PostgresServer.Shared.Query(database, "SELECT number FROM counted").Trim());
        Assert.Empty(acknowledged.Except(kept));
        Assert.Equal(kept.Length, kept.Distinct().Count());
        Assert.Equal($"{kept.Length}", PostgresServer.Shared.Query(database, "SELECT count(*) FROM incidents WHERE runbook = 7").Trim());
        Assert.Contains($"this program knows version {version}", one.Errors + other.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_loses_its_database_refuses_and_goes_on_when_it_is_back()
    {
        using var postgres = new PostgresServer(isDurable: true);
        string url = postgres.NewDatabase();
        await using RunningServer server = await ServeAsync(url);
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        JsonElement opened = await http.OpenAsync(Payloads.GuideTrigger);
        postgres.StopImmediately();

        HttpResponseMessage refused = await PostAsync(http);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        await Eventually.HoldsAsync(async () =>
        {
            using HttpResponseMessage ready = await http.GetAsync("/readyz");
            return ready.StatusCode == HttpStatusCode.ServiceUnavailable
                && (await ready.Content.ReadAsStringAsync()).Contains("PostgreSQL", StringComparison.Ordinal);
        });

        postgres.Start();
        await Eventually.HoldsAsync(async () => (await http.GetAsync("/readyz")).StatusCode == HttpStatusCode.OK);
        await Eventually.HoldsAsync(async () => (await PostAsync(http)).StatusCode == HttpStatusCode.OK);
        Assert.Equal("triggered", (await http.ReadAsync($"/v1/incidents/{opened.Text("id")}")).Text("state"));
        TestServer.AssertNoTrace(server.Errors);
    }

    [Fact]
    public async Task What_does_not_work_on_it_yet_is_refused_in_a_sentence()
    {
        string url = PostgresServer.Shared.NewDatabase();
        using var folder = new ConfiguredFolder(executable);
        folder.Write($$"""
            "store": "{{url}}", "relay": { "to": "http://127.0.0.1:9/", "token": "env:RELAY_TOKEN" }
            """);
        CommandResult served = await folder.RunAsync("serve");
        Assert.Equal(2, served.ExitCode);
        Assert.Contains("With \"store\" nothing is relayed", served.Errors, StringComparison.Ordinal);

        folder.Write($"\"store\": \"{url}\"");
        CommandResult listed = await folder.RunAsync("relay", "status");
        Assert.Equal(2, listed.ExitCode);
        Assert.Contains("The configuration names a store in PostgreSQL", listed.Errors, StringComparison.Ordinal);
        CommandResult tokens = await folder.RunAsync("tokens", "list");
        Assert.Equal(1, tokens.ExitCode);
        Assert.Contains("the first start of a server makes it", tokens.Errors, StringComparison.Ordinal);

        folder.Write("\"store\": \"postgres://nobody:secret-word@\"");
        CommandResult wrong = await folder.RunAsync("serve");
        Assert.Equal(2, wrong.ExitCode);
        Assert.DoesNotContain("secret-word", wrong.Errors, StringComparison.Ordinal);
    }

    private static string Database(string url) => url[(url.LastIndexOf('/') + 1)..];

    private static async Task<string> ReadyAsync(HttpClient http)
    {
        using HttpResponseMessage ready = await http.GetAsync("/readyz");
        return await ready.Content.ReadAsStringAsync();
    }

    private static async Task<string> MakeAsync(HttpClient http, string wanted)
    {
        (HttpStatusCode status, JsonElement made) = await http.SendAsync(wanted, path: "/v1/tokens");
        Assert.True(status == HttpStatusCode.Created, made.ToString());
        return made.Text("token")!;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http)
    {
        using var content = new StringContent(Payloads.GuideTrigger, System.Text.Encoding.UTF8, "application/json");
        return await http.PostAsync(ProcessApi.Path, content);
    }

    private static async Task KillAsync(RunningServer server, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", server.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private ProcessStartInfo Command(string url, params string[] arguments)
    {
        ProcessStartInfo start = Start.Of([executable.Path, .. arguments]);
        start.Environment["CALLGOOSE_STORE"] = url;
        return start;
    }

    private Task<RunningServer> ServeAsync(string url) => RunningServer.StartAsync(Command(url, "serve", "--urls", "http://127.0.0.1:0"));
}
