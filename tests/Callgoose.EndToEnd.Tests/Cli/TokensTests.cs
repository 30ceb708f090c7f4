using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary><c>callgoose tokens</c>, with a server on the data folder and without one.</summary>
public class TokensTests(PublishedExecutable executable) : IDisposable
{
    private readonly TemporaryFolder folder = new TemporaryFolder().WithData();

    [Fact]
    public async Task A_running_server_honours_every_change_with_its_next_request()
    {
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        await server.WaitForFirstTokenAsync();
        for (int i = 0; i < 5; i++)
        {
            string secret = await CreateAsync("--name", $"round {i}");
            using HttpClient http = server.Client(secret);
            Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.Started($"round {i}"))).Status);

            await RunAsync(0, "tokens", "revoke", (await ListAsync())[^1].Text("id")!);
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.SendAsync(Payloads.Started($"round {i}"))).Status);
        }
    }

    [Fact]
    public async Task Tokens_made_without_a_server_count_when_it_starts()
    {
        string kept = await CreateAsync("--name", "kept");
        string revoked = await CreateAsync("--name", "revoked");
        await RunAsync(0, "tokens", "revoke", (await ListAsync())[^1].Text("id")!);

        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient first = server.Client(kept);
        using HttpClient second = server.Client(revoked);

        Assert.Equal(HttpStatusCode.Created, (await first.SendAsync(Payloads.GuideTrigger)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.SendAsync(Payloads.GuideTrigger)).Status);
        Assert.Null(server.FirstToken);
    }

    [Fact]
    public async Task The_list_tells_everything_about_a_token_but_the_token()
    {
        string secret = await CreateAsync(
            "--name", "für \"alles\" 🐝", "--team", "ops", "--scope", "read,process", "--environment", "staging", "--expires", "90d");

        JsonElement token = Assert.Single(await ListAsync());
        string table = (await RunAsync(0, "tokens", "list")).Output;

        Assert.Matches("^cg_[A-Za-z0-9_-]{43}$", secret);
        Assert.Equal("für \"alles\" 🐝", token.Text("name"));
        Assert.Equal("team", token.Text("kind"));
        Assert.Equal("ops", token.Text("boundTo"));
        Assert.Equal("process,read", token.Text("scopes"));
        Assert.Equal("staging", token.Text("environment"));
        Assert.Equal("valid", token.Text("state"));
        Assert.Equal(TimeSpan.FromDays(90), token.GetProperty("expiresAt").GetDateTimeOffset() - token.GetProperty("createdAt").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, token.GetProperty("revokedAt").ValueKind);
        Assert.Contains("für \"alles\" 🐝", table, StringComparison.Ordinal);
        Assert.Contains(token.Text("id")!, table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_can_be_revoked_once()
    {
        await CreateAsync("--name", "once");
        string id = Assert.Single(await ListAsync()).Text("id")!;

        CommandResult first = await RunAsync(0, "tokens", "revoke", id);
        CommandResult second = await RunAsync(1, "tokens", "revoke", id);
        await RunAsync(1, "tokens", "revoke", Guid.CreateVersion7().ToString());

        Assert.Empty(first.Errors);
        Assert.Contains(id, Assert.Single(second.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        JsonElement token = Assert.Single(await ListAsync());
        Assert.Equal("revoked", token.Text("state"));
        Assert.NotNull(token.Text("revokedAt"));
    }

    [Fact]
    public async Task Nothing_but_create_prints_a_secret()
    {
        string secret = await CreateAsync("--name", "hidden");
        string id = Assert.Single(await ListAsync()).Text("id")!;
        CommandResult[] others =
        [
            await RunAsync(0, "tokens", "list"),
            await RunAsync(0, "tokens", "list", "--json"),
            await RunAsync(2, "tokens", "revoke", secret),
            await RunAsync(0, "tokens", "revoke", id),
            await RunAsync(1, "tokens", "revoke", id),
            await RunAsync(0, "tokens", "list"),
        ];

        string visible = secret["cg_".Length..];
        Assert.All(others, other => Assert.DoesNotContain(visible, other.Output + other.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Over_a_server_it_is_the_same()
    {
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        string admin = await server.WaitForFirstTokenAsync();
        string[] there = ["--url", server.Address.ToString(), "--token", admin];

        string secret = (await RunThereAsync(0, "create", "--name", "remote", "--service", "default", "--scope", "read,process", "--expires", "90d", "--debug")).Output.TrimEnd('\n');
        Assert.Matches("^cg_[A-Za-z0-9_-]{43}$", secret);
        Assert.Equal((await RunAsync(0, "tokens", "list", "--json")).Output, (await RunThereAsync(0, "list", "--json")).Output);
        Assert.Equal((await RunAsync(0, "tokens", "list")).Output, (await RunThereAsync(0, "list")).Output);

        string id = (await ListAsync())[^1].Text("id")!;
        Assert.Contains("\"remote\" are not written", (await RunThereAsync(0, "debug", id, "off")).Errors, StringComparison.Ordinal);
        Assert.Contains("\"remote\" are written to the API log until 2", (await RunThereAsync(0, "debug", id, "on")).Errors, StringComparison.Ordinal);
        string next = (await RunThereAsync(0, "regenerate", id)).Output.TrimEnd('\n');
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await ReadAsync(secret), await ReadAsync(next)));
        await RunThereAsync(0, "revoke", id);
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(next));
        Assert.Contains("no valid token", (await RunThereAsync(1, "revoke", id)).Errors, StringComparison.Ordinal);

        CommandResult stranger = await CommandResult.RunAsync(executable, "tokens", "list", "--url", server.Address.ToString(), "--token", next);
        Assert.Equal(1, stranger.ExitCode);
        Assert.Contains("401", stranger.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(next, stranger.Errors, StringComparison.Ordinal);

        async Task<CommandResult> RunThereAsync(int exit, params string[] arguments)
        {
            CommandResult result = await CommandResult.RunAsync(executable, ["tokens", .. arguments, .. there]);
            Assert.True(exit == result.ExitCode, result.Errors);
            return result;
        }

        async Task<HttpStatusCode> ReadAsync(string token)
        {
            using HttpClient http = server.Client(token);
            using HttpResponseMessage response = await http.GetAsync("/v1/incidents");
            return response.StatusCode;
        }
    }

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<string> CreateAsync(params string[] options)
    {
        CommandResult result = await RunAsync(0, ["tokens", "create", .. folder.Knowing(options), .. options]);
        Assert.Empty(result.Errors);
        return Assert.Single(result.Output.TrimEnd('\n').Split('\n'));
    }

    private async Task<JsonElement[]> ListAsync() =>
        [.. JsonDocument.Parse((await RunAsync(0, "tokens", "list", "--json")).Output).RootElement.GetProperty("tokens").EnumerateArray()];

    private async Task<CommandResult> RunAsync(int exit, params string[] arguments)
    {
        CommandResult result = await CommandResult.RunAsync(executable, [.. arguments, "--data", folder.Data]);
        Assert.True(exit == result.ExitCode, $"{string.Join(' ', arguments)} ended with {result.ExitCode}: {result.Errors}");
        return result;
    }
}
