using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Auth;

/// <summary>A refused token always gets the same answer, whatever is wrong with it.</summary>
public class RefusalTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly string[] Paths = ["/v1/process", "/sqibs-api/v1/process", "/api/v1/process", "/v1/incidents", "/v1/incidents/x"];

    public static TheoryData<string> Malformed =>
    [
        "", "cg_", "cg_short", "x", new string('A', 46), "cg_" + new string('A', 42), "cg_" + new string('A', 44), "cg_" + new string('A', 5000),
        "cg_" + new string('+', 43), "CG_" + new string('A', 43), "cg_é" + new string('A', 41), "' OR 1=1 --", "%00", "%FF%FE",
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Nonsense_is_refused_like_an_unknown_token(string token)
    {
        Assert.Equal(await UnknownAsync(), await RefusedAsync(token));
    }

    [Fact]
    public async Task An_ended_token_is_refused_like_an_unknown_one()
    {
        string revoked = await server.CreateTokenAsync("--scope", "process,read");
        using HttpClient http = server.Server.Client(revoked);
        Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.Started("revoked"))).Status);
        await RevokeNewestAsync();
        string expired = await server.CreateTokenAsync("--scope", "process,read", "--expires", "1s");
        await UntilRefusedAsync(expired);

        string unknown = await UnknownAsync();
        Assert.Equal(unknown, await RefusedAsync(revoked));
        Assert.Equal(unknown, await RefusedAsync(expired));
    }

    [Fact]
    public async Task No_token_is_refused_like_an_unknown_one_on_every_path()
    {
        using HttpClient http = server.Server.Client();
        string unknown = await UnknownAsync();

        foreach (string path in Paths)
        {
            using var request = new HttpRequestMessage(path.EndsWith("process", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, path);
            using HttpResponseMessage response = await http.SendAsync(request);
            Assert.Equal(unknown, Told(await Reply.OfAsync(response)));
        }
    }

    [Theory]
    [InlineData("process", 202, 403)]
    [InlineData("read", 403, 200)]
    [InlineData("admin", 403, 403)]
    [InlineData("process,admin", 202, 403)]
    [InlineData("read, admin", 403, 200)]
    public async Task A_token_does_what_its_scopes_say_and_no_more(string scopes, int process, int read)
    {
        using HttpClient http = server.Server.Client(await server.CreateTokenAsync("--scope", scopes));

        foreach (string path in Paths.Take(3))
        {
            AssertVerdict(process, "process", await http.PostAsync("{}", path: path));
        }

        AssertVerdict(read, "read", await Reply.OfAsync(await http.GetAsync("/v1/incidents")));
        AssertVerdict(read == 200 ? 404 : read, "read", await Reply.OfAsync(await http.GetAsync("/v1/incidents/x")));
    }

    private static void AssertVerdict(int status, string scope, Reply reply)
    {
        Assert.Equal(status, (int)reply.Status);
        if (status == 403)
        {
            ProblemChecks.AssertProblem(reply, 403);
            Assert.Contains($"'{scope}'", reply.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    private static string Told(Reply reply)
    {
        Assert.Equal("Bearer", Assert.Single(reply.Headers.GetValues("WWW-Authenticate")));
        ProblemChecks.AssertProblem(reply, 401);
        return $"{reply.ContentHeaders}{string.Concat(reply.Headers.Where(static h => h.Key is not ("Date" or "Referrer-Policy")).Select(static h => $"{h.Key}: {string.Join(',', h.Value)}\n"))}{reply.Text}";
    }

    private Task<string> UnknownAsync() => RefusedAsync("cg_" + new string('A', 43));

    /// <summary>The complete answer to a caller with a token in the query.</summary>
    private async Task<string> RefusedAsync(string token)
    {
        using HttpClient http = server.Server.Client();
        return Told(await http.PostAsync(Payloads.GuideTrigger, path: ProcessApi.Path + "&token=" + token));
    }

    private async Task UntilRefusedAsync(string token)
    {
        using HttpClient http = server.Server.Client(token);
        for (int tries = 0; tries < 300; tries++)
        {
            using HttpResponseMessage response = await http.GetAsync("/v1/incidents");
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail("the token never expired");
    }

    private async Task RevokeNewestAsync()
    {
        CommandResult list = await CommandResult.RunAsync(server.Executable, "tokens", "list", "--json", "--data", server.Data);
        JsonElement newest = JsonDocument.Parse(list.Output).RootElement.GetProperty("tokens").EnumerateArray().MaxBy(static t => t.GetProperty("id").GetString(), StringComparer.Ordinal);
        CommandResult revoke = await CommandResult.RunAsync(server.Executable, "tokens", "revoke", newest.GetProperty("id").GetString()!, "--data", server.Data);
        Assert.True(revoke.ExitCode == 0, revoke.Errors);
    }
}
