using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Reading;

/// <summary>The API log: calls of tokens whose debug switch is on, with the first reason of every filter (ProcessApi.md 6).</summary>
public sealed class LogTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_call_of_a_debugged_token_is_logged_with_its_reasons_and_without_its_token()
    {
        string token = await server.CreateTokenAsync("--debug", "--environment", "logged");
        using HttpClient reader = server.Server.Client(await server.CreateTokenAsync("--scope", "read", "--environment", "logged"));
        using HttpClient sender = server.Server.Client();
        Reply answer = await sender.PostAsync("""{"status":"started"}""", path: $"/v1/process?from=BetterStack&token={token}");
        string id = answer.Json.Text("id")!;

        JsonElement call = await WaitForAsync(reader, id);

        Assert.Equal((202, "POST", "/v1/process?from=BetterStack&token=***", "BetterStack", "logged"), (call.GetProperty("status").GetInt32(), call.Text("method"), call.Text("url"), call.Text("from"), call.Text("environment")));
        Assert.Equal("""{"status":"started"}""", call.Text("body"));
        Assert.Equal("127.0.0.1", call.Text("remoteAddress"));
        JsonElement first = call.GetProperty("services")[0].GetProperty("filters")[0];
        Assert.Equal("key \"status\": found \"started\", filter wants \"Started\" (differs only in case)", first.Text("reason"));
        JsonElement listed = Assert.Single((await reader.ReadAsync("/v1/logs")).GetProperty("calls").EnumerateArray());
        Assert.False(listed.TryGetProperty("body", out _));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync(new Uri($"/v1/logs/{id}", UriKind.Relative))).StatusCode);

        CommandResult cli = await CommandResult.RunAsync(server.Executable, ["logs", "--data", server.Data, "--call", id]);
        Assert.Equal(0, cli.ExitCode);
        Assert.Contains("default / BetterStack / incident trigger: key \"status\": found \"started\"", cli.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(token, cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_body_is_logged_and_a_long_one_is_cut()
    {
        string token = await server.CreateTokenAsync("--debug", "--scope", "process,read", "--environment", "refused");
        using HttpClient http = server.Server.Client(token);
        await http.PostAsync("{\"a\":");
        await http.PostAsync("\"" + new string('x', 100_000) + "\"");

        JsonElement[] calls = await WaitForCountAsync(http, 2);

        Assert.Equal([202, 400], calls.Select(static call => call.GetProperty("status").GetInt32()));
        Assert.Equal(100_002, calls[0].GetProperty("bodyLength").GetInt32());
        JsonElement whole = await http.ReadAsync($"/v1/logs/{calls[0].Text("callId")}");
        Assert.Equal(65_536, whole.Text("body")!.Length);
    }

    [Fact]
    public async Task Without_the_switch_nothing_is_logged_and_with_it_off_nothing_more()
    {
        string token = await server.CreateTokenAsync("--scope", "process,read", "--environment", "silent");
        using HttpClient http = server.Server.Client(token);
        await http.PostAsync("{}");
        string id = (await server.Http.ReadAsync("/v1/tokens")).GetProperty("tokens").EnumerateArray().Single(static known => known.Text("environment") == "silent").Text("id")!;
        await CommandResult.RunAsync(server.Executable, ["tokens", "debug", id, "on", "--data", server.Data]);
        await http.PostAsync("{}");
        await WaitForCountAsync(http, 1);
        await CommandResult.RunAsync(server.Executable, ["tokens", "debug", id, "off", "--data", server.Data]);
        await http.PostAsync("{}");

        // An earlier call would appear in the log before a later one.
        string other = await server.CreateTokenAsync("--debug", "--scope", "process,read", "--environment", "after");
        using HttpClient after = server.Server.Client(other);
        await after.PostAsync("{}");
        await WaitForCountAsync(after, 1);
        Assert.Single((await http.ReadAsync("/v1/logs")).GetProperty("calls").EnumerateArray());
    }

    [Theory]
    [InlineData("/v1/logs?limit=0")]
    [InlineData("/v1/logs?limit=x")]
    [InlineData("/v1/logs?cursor=x")]
    public async Task A_wrong_query_is_refused(string path) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);

    private static async Task<JsonElement> WaitForAsync(HttpClient http, string callId)
    {
        for (int i = 0; i < 500; i++)
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri($"/v1/logs/{callId}", UriKind.Relative));
            if (response.IsSuccessStatusCode)
            {
                return (await Reply.OfAsync(response)).Json;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException("the call was not logged");
    }

    private static async Task<JsonElement[]> WaitForCountAsync(HttpClient http, int count)
    {
        for (int i = 0; i < 500; i++)
        {
            JsonElement[] calls = [.. (await http.ReadAsync("/v1/logs")).GetProperty("calls").EnumerateArray()];
            if (calls.Length >= count)
            {
                return calls;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException("the calls were not logged");
    }
}
