using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Delivery;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Postgres;

/// <summary>
/// A data folder with everything in it moves to PostgreSQL and back into another folder: the answers of the API stay the same, and earlier calls are
/// still recognised.
/// </summary>
public sealed class MigrateTests(PublishedExecutable executable)
{
    private const string Plain = """
        { "name": "Plain", "payload": { "type": "string", "output": "string" }, "filters": [{ "name": "any", "urgency": "high", "trigger": { "when": { "key": "type", "contains": ["PROBLEM"] }, "title": "output" } }] }
        """;

    private const string Services = """
        "schemas": ["plain.integration.json"], "services": [{ "name": "shop" }]
        """;

    private const string WithoutKey = """{"type":"PROBLEM","output":"disk \u0000 full"}""";
    private static readonly string LongKey = new('k', 100);

    /// <summary>The step of a move at which it is first killed: it has read everything once, and starts to write.</summary>
    private const int FirstKill = 18;

    [Fact]
    public async Task What_the_api_answers_and_what_is_remembered_stays_there_and_back()
    {
        using var folder = new ConfiguredFolder(executable);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "plain.integration.json"), Plain, TestContext.Current.CancellationToken);
        string url = PostgresServer.Shared.NewDatabase();
        string admin;
        string first;
        string replayed;
        folder.Write("\"data\": \"one\", " + Services);
        await using (RunningServer server = await folder.ServeAsync())
        {
            admin = await server.WaitForFirstTokenAsync();
            using HttpClient http = server.Client(admin);
            await FillAsync(http, folder);
            replayed = await DeliverAsync(http);
            first = await AnswersAsync(http);
            CommandResult busy = await folder.RunAsync("migrate", "--from", "one", "--to", url);
            Assert.Equal(1, busy.ExitCode);
            Assert.Contains("Another server is running", busy.Errors, StringComparison.Ordinal);
            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        CommandResult look = await folder.RunAsync("migrate", "--from", "one", "--to", url, "--dry-run", "--json");
        Assert.True(look.ExitCode == 0, look.Errors);
        Assert.False(JsonDocument.Parse(look.Output).RootElement.GetProperty("moved").GetBoolean());
        Assert.Equal("0", PostgresServer.Shared.Query(Name(url), "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'").Trim());
        await MoveAsync(folder, "one", url);
        await MoveAsync(folder, "one", url);

        folder.Write($"\"store\": \"{url}\", {Services}");
        await using (RunningServer server = await folder.ServeAsync())
        {
            using HttpClient http = server.Client(admin);
            Assert.Equal(first, await AnswersAsync(http));
            await RepeatAsync(http, replayed);
            Assert.Equal(first, await AnswersAsync(http));
            CommandResult busy = await folder.RunAsync("migrate", "--from", url, "--to", "two");
            Assert.Equal(1, busy.ExitCode);
            Assert.Contains("1 servers run on", busy.Errors, StringComparison.Ordinal);
            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        await MoveAsync(folder, url, "two");
        CommandResult sound = await folder.RunAsync("integrity", "--data", "two");
        Assert.True(sound.ExitCode == 0, sound.Output);
        folder.Write("\"data\": \"two\", " + Services);
        await using (RunningServer server = await folder.ServeAsync())
        {
            using HttpClient http = server.Client(admin);
            Assert.Equal(first, await AnswersAsync(http));
            await RepeatAsync(http, replayed);
            Assert.Equal(first, await AnswersAsync(http));
            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        // And once more from a store that finds rows by their hashes.
        string again = PostgresServer.Shared.NewDatabase();
        await MoveAsync(folder, "two", again);
        folder.Write($"\"store\": \"{again}\", {Services}");
        await using (RunningServer server = await folder.ServeAsync())
        {
            using HttpClient http = server.Client(admin);
            await RepeatAsync(http, replayed);
            Assert.Equal(first, await AnswersAsync(http));
        }

        CommandResult other = await folder.RunAsync("migrate", "--from", "one", "--to", again);
        Assert.Equal(1, other.ExitCode);
    }

    [Fact]
    public async Task A_move_that_is_killed_at_any_point_goes_on_and_doubles_nothing()
    {
        using var folder = new ConfiguredFolder(executable);
        string url = PostgresServer.Shared.NewDatabase();
        folder.Write("\"data\": \"one\"");
        await using (RunningServer server = await folder.ServeAsync())
        {
            using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
            foreach (int[] some in Enumerable.Range(0, 3000).Chunk(50))
            {
                await Task.WhenAll(some.Select(i => http.PostAsync(Payloads.Started($"INC-{i}"))));
            }

            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        int there = await MoveWithKillsAsync(folder, "one", url);
        Assert.Equal("3000", PostgresServer.Shared.Query(Name(url), "SELECT count(*) FROM incidents").Trim());
        int back = await MoveWithKillsAsync(folder, url, "two");
        Assert.True(there + back > 0, "nothing was killed");
        folder.Write("\"data\": \"two\"");
        CommandResult listed = await folder.RunAsync("integrity");
        Assert.True(listed.ExitCode == 0, listed.Output);

        // A server does not start on an unfinished move.
        string half = PostgresServer.Shared.NewDatabase();
        PostgresServer.Shared.Query(Name(half), "CREATE TABLE callgoose_move (name text PRIMARY KEY, source text NOT NULL, done bigint NOT NULL)");
        folder.Write($"\"store\": \"{half}\"");
        CommandResult served = await folder.RunAsync("serve");
        Assert.Equal(1, served.ExitCode);
        Assert.Contains("callgoose migrate", served.Errors, StringComparison.Ordinal);
    }

    /// <summary>
    /// Waiting deliveries move with the store: when the receiver is back, the new server sends them under the same ids, once and in order
    /// (tests/README.md R27).
    /// </summary>
    [Fact]
    public async Task What_waits_for_a_dead_receiver_is_told_once_from_where_it_was_moved_to_and_so_on_the_way_back()
    {
        using var folder = new ConfiguredFolder(executable);
        await using var receiver = new Receiver();
        string url = PostgresServer.Shared.NewDatabase();
        string destination = $$"""
            "destinations": { "audit": { "kind": "Webhook", "url": "{{receiver.Url}}" } }, "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """;
        folder.Write($"\"data\": \"one\", {destination}");
        string admin;
        string[] tried;
        await using (RunningServer server = await folder.ServeAsync())
        {
            admin = await server.WaitForFirstTokenAsync();
            using HttpClient http = server.Client(admin);
            await http.OpenAsync(Payloads.Started("told"));
            await receiver.WaitAsync(static messages => messages.Count == 1);
            await Eventually.HoldsAsync(async () => (await DeliveriesAsync(http))[0].Text("state") == "delivered");
            tried = await FailAsync(receiver, http, "a");
            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        await MoveAsync(folder, "one", url);
        receiver.Messages.Clear();
        receiver.Answer = static _ => Receiver.Ok;
        folder.Write($"\"store\": \"{url}\", {destination}");
        await using (RunningServer server = await folder.ServeAsync())
        {
            using HttpClient http = server.Client(admin);
            await AssertToldOnceAsync(receiver, http, "a", tried);
            tried = await FailAsync(receiver, http, "b");
            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        await MoveAsync(folder, url, "two");
        receiver.Messages.Clear();
        receiver.Answer = static _ => Receiver.Ok;
        folder.Write($"\"data\": \"two\", {destination}");
        await using (RunningServer server = await folder.ServeAsync())
        {
            using HttpClient http = server.Client(admin);
            await AssertToldOnceAsync(receiver, http, "b", tried);
        }
    }

    /// <summary>Opens incidents while the receiver refuses everything; one of them is resolved and one acknowledged.</summary>
    /// <returns>The ids under which their messages were tried.</returns>
    private static async Task<string[]> FailAsync(Receiver receiver, HttpClient http, string prefix)
    {
        receiver.Answer = static _ => Receiver.Status(503);
        receiver.Messages.Clear();
        await http.OpenAsync(Payloads.Started($"{prefix}-0"));
        JsonElement taken = await http.OpenAsync(Payloads.Started($"{prefix}-1"));
        await receiver.WaitAsync(static messages => messages.Count >= 2);
        await PostAsync(http, $"/v1/incidents/{taken.Text("id")}/acknowledge");
        for (int i = 2; i < 30; i++)
        {
            await http.OpenAsync(Payloads.Started($"{prefix}-{i}"));
        }

        await http.PostAsync(Payloads.Resolved($"{prefix}-2"));
        return [.. receiver.Messages.Select(static message => message.Id).Distinct()];
    }

    private static async Task AssertToldOnceAsync(Receiver receiver, HttpClient http, string prefix, string[] tried)
    {
        await receiver.WaitAsync(
            static messages => messages.Count(static message => message.Event == "triggered" || message.HasRecovered) >= 30 && messages.Any(static message => message.Event == "acknowledged"));
        await Eventually.HoldsAsync(async () => (await DeliveriesAsync(http)).All(static one => one.Text("state") is "delivered" or "merged" or "skipped"));
        Received[] told = [.. receiver.Messages];
        Assert.Equal(told.Length, told.Select(static message => message.Id).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"{prefix}-{i}").Order(StringComparer.Ordinal), told.Select(static message => message.Key).Distinct().Order(StringComparer.Ordinal));
        Assert.All(told.GroupBy(static message => message.Incident), static one => Assert.Equal(one.Select(static message => message.Number).Order(), one.Select(static message => message.Number)));

        // The message about an end, under its own id, replaces a trigger that was tried before.
        string[] recovered = [.. told.Where(static message => message.HasRecovered).Select(static message => message.Incident.Replace("-", string.Empty, StringComparison.Ordinal))];
        Assert.Empty(tried.Where(id => !recovered.Any(one => id.Contains(one, StringComparison.Ordinal))).Except(told.Select(static message => message.Id)));

        // Deliveries from long before are still listed.
        JsonElement first = (await DeliveriesAsync(http))[^1];
        Assert.Equal(("delivered", 1), (first.Text("state"), first.GetProperty("tries").GetInt32()));
    }

    /// <summary>All listed deliveries, the newest first.</summary>
    private static async Task<JsonElement[]> DeliveriesAsync(HttpClient http) =>
        [.. (await http.ReadAsync("/v1/deliveries?limit=500")).GetProperty("deliveries").EnumerateArray()];

    /// <summary>Fills a folder by using everything.</summary>
    private static async Task FillAsync(HttpClient http, ConfiguredFolder folder)
    {
        JsonElement guide = await http.OpenAsync(Payloads.GuideTrigger);
        await http.PostAsync(Payloads.GuideTrigger.Replace("Server Down", "Server still down", StringComparison.Ordinal));
        await PostAsync(http, $"/v1/incidents/{guide.Text("id")}/acknowledge");
        JsonElement noted = await http.OpenAsync(Payloads.Started("INC-noted"));
        using (HttpResponseMessage note = await http.PostAsync($"/v1/incidents/{noted.Text("id")}/notes", new StringContent("""{"note":"looking"}""", System.Text.Encoding.UTF8, "application/json")))
        {
            Assert.True(note.IsSuccessStatusCode, await note.Content.ReadAsStringAsync());
        }

        await http.OpenAsync(Payloads.Started(LongKey));
        await http.PostAsync(Payloads.Resolved(LongKey));
        await http.OpenAsync(Payloads.Started("INC-over"));
        await http.PostAsync(Payloads.Resolved("INC-over"));
        await http.OpenAsync(WithoutKey, "/v1/process?from=Plain");

        (HttpStatusCode status, JsonElement begun) = await http.SendAsync(
            """{"service":"shop","from":"2099-01-01T00:00:00Z","for":"1h","tags":[["db \"é\"","x"],["y"]],"reason":"a new ‘disk’"}""", path: "/v1/maintenances");
        Assert.True(status == HttpStatusCode.Created, begun.ToString());

        // A resolve of a key that never had an incident.
        await http.PostAsync(Payloads.GuideResolve.Replace("INC-98765", "INC-never", StringComparison.Ordinal));
        string key = await folder.CreateTokenAsync("--routing-key", "--debug", "--scope", "process");
        await folder.CreateTokenAsync("--environment", "staging", "--expires", "90d");
        using (HttpResponseMessage kept = await http.PostAsync("/v2/change/enqueue", new StringContent($$"""
            { "routing_key": "{{key}}", "payload": { "summary": "Deployed", "source": "ci", "timestamp": "2026-07-17T08:42:58Z" } }
            """)))
        {
            Assert.Equal(HttpStatusCode.Accepted, kept.StatusCode);
        }

        await Eventually.HoldsAsync(async () => (await http.ReadAsync("/v1/logs")).GetProperty("calls").GetArrayLength() > 0);
        CommandResult revoked = await folder.RunAsync("tokens", "list", "--json");
        string id = JsonDocument.Parse(revoked.Output).RootElement.GetProperty("tokens").EnumerateArray().First(static one => one.Text("environment") == "staging").Text("id")!;
        Assert.Equal(0, (await folder.RunAsync("tokens", "revoke", id)).ExitCode);
    }

    private static async Task<string> DeliverAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ProcessApi.Path) { Content = new StringContent(Payloads.Started("INC-delivered"), System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", "msg_1");
        using HttpResponseMessage answer = await http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Repeated and late calls change nothing.</summary>
    private static async Task RepeatAsync(HttpClient http, string replayed)
    {
        Assert.Equal(replayed, await DeliverAsync(http));
        Reply late = await http.PostAsync(Payloads.GuideTrigger.Replace("INC-98765", "INC-never", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, late.Status);
        Assert.Contains("\"created\":false", late.Text, StringComparison.Ordinal);
    }

    /// <summary>Everything that the API returns, as text.</summary>
    private static async Task<string> AnswersAsync(HttpClient http)
    {
        var answers = new List<string>();
        foreach (string list in (string[])["/v1/incidents?limit=1000", "/v1/incidents/summary", "/v1/changes", "/v1/tokens", "/v1/logs", "/v1/maintenances"])
        {
            JsonElement page = await http.ReadAsync(list);
            answers.Add(JsonSerializer.Serialize(page));
            foreach (JsonElement one in page.EnumerateObject().Where(static member => member.Value.ValueKind == JsonValueKind.Array && member.Name is not ("tokens" or "maintenances")).SelectMany(static member => member.Value.EnumerateArray()))
            {
                answers.Add(JsonSerializer.Serialize(await http.ReadAsync($"{list.Split('?')[0]}/{one.EnumerateObject().First(static member => member.Name is "id" or "callId").Value.GetString()}")));
            }
        }

        return string.Join('\n', answers);
    }

    private static async Task PostAsync(HttpClient http, string path)
    {
        using HttpResponseMessage answer = await http.PostAsync(path, null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task MoveAsync(ConfiguredFolder folder, string from, string to)
    {
        CommandResult moved = await folder.RunAsync("migrate", "--from", from, "--to", to);
        Assert.True(moved.ExitCode == 0, moved.Errors);
        Assert.Contains("verified", moved.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(PostgresServer.Password), moved.Output + moved.Errors, StringComparison.Ordinal);
    }

    /// <returns>How many times it was killed.</returns>
    private static async Task<int> MoveWithKillsAsync(ConfiguredFolder folder, string from, string to)
    {
        for (int kills = 0; kills < 12; kills++)
        {
            // At a step, not at a time: each run gets one step further before it is killed.
            using Process move = Process.Start(folder.Command("migrate", "--from", from, "--to", to))!;
            Task<string> output = move.StandardOutput.ReadToEndAsync();
            int steps = 0;
            while (steps < FirstKill + kills && await move.StandardError.ReadLineAsync() is not null)
            {
                steps++;
            }

            if (steps < FirstKill + kills)
            {
                await move.WaitForExitAsync();
                Assert.Equal(0, move.ExitCode);
                return kills;
            }

            move.Kill();
            await move.WaitForExitAsync();
            await output;
        }

        CommandResult moved = await folder.RunAsync("migrate", "--from", from, "--to", to);
        Assert.True(moved.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"{moved.ExitCode}: {moved.Errors}"));
        return 12;
    }

    private static string Name(string url) => url[(url.LastIndexOf('/') + 1)..];
}
