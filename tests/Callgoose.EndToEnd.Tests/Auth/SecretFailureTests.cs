using System.Diagnostics;
using System.Text;
using Callgoose.EndToEnd.Tests.Faults;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Auth;

/// <summary>tests/README.md R11: whatever fails, and however a token was sent, no output and no file contains it, in any form.</summary>
public sealed class SecretFailureTests(PublishedExecutable executable, FaultLibrary library) : IDisposable
{
    /// <summary>Words of a command line, with TOKEN where somebody put the token.</summary>
    private static readonly string[] Mistakes =
    [
        "TOKEN",
        "serve TOKEN",
        "serve --config TOKEN",
        "serve --urls TOKEN",
        "serve --behind-proxy TOKEN",
        "serve --schema TOKEN",
        "tokens revoke TOKEN --data DATA",
        "tokens regenerate TOKEN --data DATA",
        "tokens debug TOKEN on --data DATA",
        "tokens list --data TOKEN",
        "tokens create --name x --scope TOKEN --data DATA",
        "tokens create --name x --expires TOKEN --data DATA",
        "tokens create --name x --rate TOKEN --data DATA",
        "tokens create --name x --kind TOKEN --data DATA",
        "incidents list --state TOKEN --data DATA",
        "incidents show TOKEN --data DATA",
        "incidents resolve TOKEN --data DATA",
        "incidents list --url TOKEN",
        "incidents list --url http://127.0.0.1:1 --token TOKEN",
        "logs --call TOKEN --data DATA",
        "logs --data DATA",
        "explain --from BetterStack TOKEN",
        "check TOKEN",
        "test TOKEN",
        "integrations TOKEN",
        "send-test --from TOKEN",
        "send-test --from BetterStack --url http://127.0.0.1:1 --token TOKEN",
        "send-test --from BetterStack --url http://127.0.0.1:1/?token=TOKEN",
        "integrity --data TOKEN",
        "version TOKEN",
    ];

    private readonly FaultyFolder folder = new(executable, library);
    private readonly TemporaryFolder elsewhere = new();

    public void Dispose()
    {
        elsewhere.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task No_failure_of_the_server_brings_a_token_to_light()
    {
        await using RunningServer server = await folder.ServeAsync();
        string first = await server.WaitForFirstTokenAsync();
        string token = (await CommandResult.RunAsync(executable, "tokens", "create", "--name", "x", "--scope", "process,read,admin", "--debug", "--data", folder.Data)).Output.TrimEnd('\n');
        var secret = new SecretForms(token);

        await AssertAnswersHideAsync(server, token, secret);
        folder.Faults.FailWrite = FaultControl.Enospc;
        await AssertAnswersHideAsync(server, token, secret);
        folder.Faults.FailWrite = 0;
        folder.Faults.FailSync = FaultControl.Eio;
        await AssertAnswersHideAsync(server, token, secret);
        folder.Faults.FailSync = 0;

        using HttpClient http = server.Client(token);
        foreach (string path in (string[])["/metrics", "/readyz", "/v1/logs", "/v1/tokens", "/v1/incidents", "/nowhere"])
        {
            secret.AssertNotIn(path, await (await http.GetAsync(path + "?token=" + token)).Content.ReadAsStringAsync());
        }

        CommandResult backup = await CommandResult.RunAsync(executable, "backup", Path.Combine(elsewhere.Path, "copy"), "--data", folder.Data);
        secret.AssertNotIn("backup", backup.Output + backup.Errors);
        secret.AssertNotIn("the command line", File.ReadAllText($"/proc/{server.ProcessId}/cmdline"));
        Assert.Equal(0, await server.SignalAsync("TERM"));

        secret.AssertNotIn("the log", server.Output + server.Errors);
        new SecretForms(first).AssertNotIn("the log", server.Errors);
        secret.AssertNotInFiles(Path.GetDirectoryName(folder.Data)!);
        secret.AssertNotInFiles(elsewhere.Path);
    }

    [Fact]
    public async Task A_crash_leaves_no_memory_behind()
    {
        string[] command = ["bash", "-c", "ulimit -c unlimited; exec \"$@\"", "bash", executable.Path, "serve", "--data", elsewhere.Data, "--urls", "http://127.0.0.1:0"];
        ProcessStartInfo start = Start.Of(command);
        start.WorkingDirectory = elsewhere.Path;
        await using RunningServer server = await RunningServer.StartAsync(start);
        string token = await server.WaitForFirstTokenAsync();
        using HttpClient http = server.Client(token);
        await http.PostAsync(Payloads.GuideTrigger, path: ProcessApi.Path + "&token=" + token);

        Assert.NotEqual(0, await server.SignalAsync("ABRT"));

        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(elsewhere.Path).Select(Path.GetFileName));
        new SecretForms(token).AssertNotIn("the log", server.Errors);
        new SecretForms(token).AssertNotInFiles(elsewhere.Path);
    }

    [Fact]
    public async Task A_token_in_the_wrong_place_of_the_command_line_is_not_repeated()
    {
        Directory.CreateDirectory(folder.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string token = (await CommandResult.RunAsync(executable, "tokens", "create", "--name", "x", "--data", folder.Data)).Output.TrimEnd('\n');
        var secret = new SecretForms(token);
        await Parallel.ForEachAsync(Mistakes, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (mistake, _) =>
        {
            CommandResult result = await CommandResult.RunAsync(In(elsewhere.Path, mistake, token));
            secret.AssertNotIn(mistake, result.Output + result.Errors);
        });

        foreach (string variable in (string[])["CALLGOOSE_URLS", "CALLGOOSE_CONFIG", "CALLGOOSE_LIMITS__BODY", "CALLGOOSE_LIMITS__TOKEN_RATE", "CALLGOOSE_BEHIND_PROXY", "CALLGOOSE_TLS__KEY", "CALLGOOSE_TOKENS"])
        {
            ProcessStartInfo start = In(elsewhere.Path, "serve", token);
            start.Environment[variable] = token;
            CommandResult result = await CommandResult.RunAsync(start);
            Assert.Equal((variable, 2), (variable, result.ExitCode));
            secret.AssertNotIn(variable, result.Output + result.Errors);
        }
    }

    [Theory]
    [InlineData("""{ "TOKEN": 1 }""")]
    [InlineData("""{ "urls": "TOKEN" }""")]
    [InlineData("""{ "limits": { "body": "TOKEN", "tokenRate": "TOKEN" } }""")]
    [InlineData("""{ "behindProxy": ["TOKEN"], "tls": { "key": "TOKEN" } }""")]
    [InlineData("""{ "services": [ { "name": "TOKEN" }, { "name": "TOKEN", "integrations": ["TOKEN"] } ] }""")]
    [InlineData("""{ "services": [ { "name": "x", "maintenance": [ { "from": "TOKEN" } ] } ] }""")]
    [InlineData("""{ TOKEN }""")]
    public async Task A_token_in_a_wrong_configuration_is_not_repeated(string text)
    {
        string token = "cg_" + Convert.ToBase64String(Encoding.ASCII.GetBytes("thirty-two bytes of no secret...")).TrimEnd('=');
        await File.WriteAllTextAsync(Path.Combine(elsewhere.Path, "callgoose.json"), text.Replace("TOKEN", token, StringComparison.Ordinal));

        foreach (string command in (string[])["serve", "tokens list"])
        {
            CommandResult result = await CommandResult.RunAsync(In(elsewhere.Path, command, token));
            Assert.Equal(2, result.ExitCode);
            new SecretForms(token).AssertNotIn(command, result.Output + result.Errors);
        }
    }

    private static async Task AssertAnswersHideAsync(RunningServer server, string token, SecretForms secret)
    {
        string escaped = string.Concat(token.Select(static c => $"%{(int)c:x2}"));
        string basic = Convert.ToBase64String(Encoding.ASCII.GetBytes("callgoose:" + token));
        string[] queries = ["&token=" + token, "&token=" + escaped, $"&token={token}x", $"&auth={token}", $"&auth={escaped}", "&%74oken=" + token, $"&from2={token.ToUpperInvariant()}&from3={token}%zz"];
        using HttpClient plain = server.Client();
        using HttpClient known = server.Client(token);
        foreach (HttpClient http in (HttpClient[])[plain, known])
        {
            foreach (string query in queries)
            {
                foreach (string body in (string[])[Payloads.GuideTrigger, "{", "\u0001", $$"""{"status":"Started","id":"copy","title":"https://callgoose/?token={{token}}"}"""])
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(ProcessApi.Path + query, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                    request.Headers.TryAddWithoutValidation("Authorization", "Basic " + basic);
                    using HttpResponseMessage response = await http.SendAsync(request);
                    secret.AssertNotIn(query, response + await response.Content.ReadAsStringAsync());
                    AssertNotKept(response, query);
                }
            }
        }

        // An HTTP client would undo unnecessary escapes; the socket sends them as they are.
        foreach (string query in (string[])["&token=" + escaped, "&auth=" + escaped])
        {
            secret.AssertNotIn(query, await RawHttp.ExchangeAsync(
                server.Address, RawRequest.Head(token, "Connection: close", "Content-Length: 2").Replace(ProcessApi.Path, ProcessApi.Path + query, StringComparison.Ordinal) + "\r\n\r\n{}"));
        }

        secret.AssertNotIn("a request that is none", await RawHttp.ExchangeAsync(server.Address, $"POST /v1/process?token={token} HTTP/1.1\r\n{token}\r\n\r\n"));
    }

    private static void AssertNotKept(HttpResponseMessage response, string query)
    {
        Assert.True(response.Headers.CacheControl?.NoStore, response.ToString());
        Assert.Equal(query.Contains("oken=", StringComparison.Ordinal), response.Headers.Contains("Referrer-Policy"));
    }

    private ProcessStartInfo In(string folder, string command, string token)
    {
        string[] words = [.. command.Split(' ').Select(word => word.Replace("TOKEN", token, StringComparison.Ordinal).Replace("DATA", this.folder.Data, StringComparison.Ordinal))];
        ProcessStartInfo start = Start.Of([executable.Path, .. words]);
        start.WorkingDirectory = folder;
        return start;
    }
}
