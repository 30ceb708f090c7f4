using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Reading;

/// <summary>How the API log and the list of refused calls explain calls without effect.</summary>
public sealed class LoggedReasonTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_resolve_that_meets_nothing_names_the_nearest_key()
    {
        using HttpClient http = server.Server.Client(await server.CreateTokenAsync("--scope", "process,read", "--environment", "nearest", "--debug"));
        await http.PostAsync(Payloads.Resolved("INC-1"));
        await http.OpenAsync(Payloads.Started("INC-12"));
        await http.PostAsync(Payloads.Resolved("INC-1"));
        await http.PostAsync("""{"status":"Resolved"}""");
        await http.PostAsync(Payloads.Resolved("INC-12"));

        JsonElement[] calls = await CallsAsync(http, 5);

        Assert.Equal(
            [
                "resolved an incident",
                "resolved nothing: the payload gives no incident key, so no incident matches",
                "resolved nothing: no open incident has the key \"INC-1\"; nearest \"INC-12\"",
                "opened an incident",
                "resolved nothing: no open incident has the key \"INC-1\"; none with a key is open",
            ],
            calls.Select(static call => call.GetProperty("outcomes")[0].Text("text")));
        CommandResult logs = await CommandResult.RunAsync(server.Executable, "logs", "--data", server.Data);
        Assert.Contains("default: resolved nothing: no open incident has the key \"INC-1\"; nearest \"INC-12\"", logs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_call_has_its_reason_with_line_and_column()
    {
        using HttpClient http = server.Server.Client(await server.CreateTokenAsync("--scope", "process,read", "--environment", "refused", "--rate", "1/h", "--debug"));
        await http.PostAsync("""{"status":"Started",}""");
        await http.PostAsync("{}");

        JsonElement[] calls = await CallsAsync(http, 2);

        Assert.Equal((1, 21), (calls[1].GetProperty("problem").GetProperty("line").GetInt32(), calls[1].GetProperty("problem").GetProperty("column").GetInt32()));
        Assert.Contains("1/h", calls[0].GetProperty("problem").Text("detail"), StringComparison.Ordinal);
        CommandResult logs = await CommandResult.RunAsync(server.Executable, "logs", "--data", server.Data);
        Assert.Contains("    refused: Malformed JSON (line 1, column 21): ", logs.Output, StringComparison.Ordinal);
        Assert.Contains("    refused: Too many calls: ", logs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_calls_are_listed_for_admins_alike_ones_in_one_line_and_never_with_a_token()
    {
        using HttpClient stranger = server.Server.Client("cg_thatnobodyevermade");
        for (int i = 0; i < 3; i++)
        {
            await stranger.PostAsync("{}", path: $"/v1/process?from=Grafana&token=cg_secret{i}");
        }

        using HttpClient reader = server.Server.Client(await server.CreateTokenAsync("--scope", "read"));
        using HttpResponseMessage forbidden = await reader.GetAsync("/v1/refusals");
        string text = await server.Http.GetStringAsync("/v1/refusals");

        JsonElement[] refusals = [.. JsonDocument.Parse(text).RootElement.GetProperty("refusals").EnumerateArray()];
        JsonElement unknown = Assert.Single(refusals, static one => one.Text("url")!.StartsWith("/v1/process", StringComparison.Ordinal) && one.GetProperty("status").GetInt32() == 401);
        Assert.Equal(3, unknown.GetProperty("count").GetInt64());
        Assert.Equal("127.0.0.1", unknown.Text("remoteAddress"));
        Assert.Equal("/v1/process?from=Grafana&token=***", unknown.Text("url"));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nobodyevermade", text, StringComparison.Ordinal);
        Assert.Equal(403, (int)forbidden.StatusCode);
        JsonElement own = Assert.Single(refusals, static one => one.Text("url") == "/v1/refusals");
        Assert.NotNull(own.Text("tokenName"));
    }

    private static async Task<JsonElement[]> CallsAsync(HttpClient http, int count)
    {
        // The log is written a moment after the answers.
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(20))
        {
            JsonElement[] calls = [.. JsonDocument.Parse(await http.GetStringAsync("/v1/logs")).RootElement.GetProperty("calls").EnumerateArray()];
            if (calls.Length == count)
            {
                return calls;
            }
        }

        throw new TimeoutException("the calls were not logged");
    }
}
