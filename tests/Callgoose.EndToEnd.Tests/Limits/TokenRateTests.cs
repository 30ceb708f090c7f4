using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Limits;

/// <summary>The rate limit of a token, its own or the configuration's (ProcessApi.md 5).</summary>
public sealed class TokenRateTests(PublishedExecutable executable) : IDisposable
{
    private readonly ConfiguredFolder folder = new(executable);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_token_with_a_rate_is_told_when_to_come_again_and_others_are_not_held()
    {
        folder.Write(""" "data": "data" """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient limited = server.Client(await folder.CreateTokenAsync("--rate", "3/h"));
        using HttpClient other = server.Client(await folder.CreateTokenAsync());

        Assert.Equal("201, 201, 201, 429", await SendAsync(limited, 4));
        Assert.Equal("201, 201, 201, 201", await SendAsync(other, 4));

        Reply refused = await limited.PostAsync(Payloads.GuideTrigger);
        Assert.Contains("3/h", ProblemChecks.AssertProblem(refused, 429).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 1200);

        // The rate limit does not apply to reads.
        Assert.Equal(HttpStatusCode.OK, (await limited.GetAsync("/v1/incidents")).StatusCode);
        Assert.Contains("3/h", (await folder.RunAsync("tokens", "list", "--data", "data")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rate_of_the_configuration_holds_for_tokens_without_one_and_changes_with_the_file()
    {
        folder.Write(""" "data": "data", "limits": { "tokenRate": "2/d" } """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient plain = server.Client(await folder.CreateTokenAsync());
        using HttpClient free = server.Client(await folder.CreateTokenAsync("--rate", "off"));

        Assert.Equal("201, 201, 429", await SendAsync(plain, 3));
        Assert.Equal("201, 201, 201", await SendAsync(free, 3));

        folder.Write(""" "data": "data", "limits": { "tokenRate": "off" } """);
        Assert.DoesNotContain("restart", await server.SignalAsync("HUP", "reloaded"), StringComparison.Ordinal);
        Assert.Equal("201, 201, 201", await SendAsync(plain, 3));
    }

    [Fact]
    public async Task Tokens_made_over_HTTP_may_have_a_rate()
    {
        folder.Write(""" "data": "data" """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient admin = server.Client(await server.WaitForFirstTokenAsync());

        Reply made = await admin.PostAsync("""{ "name": "limited", "rate": "1/d" }""", path: "/v1/tokens");
        Assert.Equal(("1/d", 201), (made.Json.Text("rate"), (int)made.Status));
        using HttpClient limited = server.Client(made.Json.Text("token"));
        Assert.Equal("201, 429", await SendAsync(limited, 2));

        ProblemChecks.AssertProblem(await admin.PostAsync("""{ "name": "x", "rate": "fast" }""", path: "/v1/tokens"), 400);
        CommandResult wrong = await folder.RunAsync("tokens", "create", "--name", "x", "--rate", "fast", "--data", "data");
        Assert.Equal((2, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("--rate is 'fast'", wrong.Errors, StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(HttpClient http, int calls)
    {
        var statuses = new List<int>();
        for (int i = 0; i < calls; i++)
        {
            statuses.Add((int)(await http.PostAsync(Payloads.Started(Guid.NewGuid().ToString()))).Status);
        }

        return string.Join(", ", statuses);
    }
}
