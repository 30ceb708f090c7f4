using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Page;

/// <summary>Sign-in with a token, and the uses of the cookie.</summary>
public sealed class SessionTests(TestServer server) : IClassFixture<TestServer>, IDisposable
{
    private static readonly (string, string) SameOrigin = ("Sec-Fetch-Site", "same-origin");

    private readonly HttpClient http = Browser.Create(server);

    [Fact]
    public async Task A_token_signs_in_and_the_cookie_reads_until_it_signs_out()
    {
        (Reply reply, string? cookie) = await http.SignInAsync(server.Token);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("first start", reply.Json.Text("tokenName"));
        Assert.Equal("read,admin", reply.Json.Text("scopes"));
        Assert.DoesNotContain(server.Token, reply.Text, StringComparison.Ordinal);
        string set = reply.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("; HttpOnly; SameSite=Strict", set, StringComparison.Ordinal);
        Assert.Contains("; Path=/;", set, StringComparison.Ordinal);
        Assert.DoesNotContain("Secure", set, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Token, set, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(HttpMethod.Get, "/v1/incidents", cookie)).Status);
        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(HttpMethod.Get, "/v1/session", cookie)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await http.SendAsync(HttpMethod.Delete, "/v1/session", cookie, null, SameOrigin)).Status);
        ProblemChecks.AssertProblem(await http.SendAsync(HttpMethod.Get, "/v1/incidents", cookie), 401);
    }

    [Fact]
    public async Task The_cookie_is_marked_secure_where_the_browser_sees_https()
    {
        Reply reply = (await http.SignInAsync(server.Token, ("Origin", "https://callgoose.example.com"), SameOrigin)).Reply;

        string set = reply.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-callgoose_session=", set, StringComparison.Ordinal);
        Assert.EndsWith("; Secure", set, StringComparison.Ordinal);
        string cookie = set.Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(HttpMethod.Get, "/v1/session", "callgoose_session=planted; " + cookie)).Status);
    }

    [Fact]
    public async Task The_cookie_never_sends_a_webhook()
    {
        (_, string? cookie) = await http.SignInAsync(server.Token);

        ProblemChecks.AssertProblem(await http.SendAsync(HttpMethod.Post, ProcessApi.Path, cookie, Payloads.Started("by cookie"), SameOrigin), 401);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    [InlineData("X-Nothing", "said")]
    public async Task Another_page_cannot_act_through_the_cookie(string header, string value)
    {
        string id = (await server.Http.OpenAsync(Payloads.Started(Guid.NewGuid().ToString()))).Text("id")!;
        (_, string? cookie) = await http.SignInAsync(server.Token);

        Reply refused = await http.SendAsync(HttpMethod.Post, $"/v1/incidents/{id}/resolve", cookie, "{}", (header, value));

        Assert.Equal("urn:callgoose:problem:foreign-origin", ProblemChecks.AssertProblem(refused, 403).Text("type"));
        Assert.Equal("triggered", (await server.Http.ReadAsync($"/v1/incidents/{id}")).Text("state"));
    }

    [Fact]
    public async Task Our_own_page_acts_through_the_cookie_whether_its_browser_tells_the_site_or_the_origin()
    {
        string id = (await server.Http.OpenAsync(Payloads.Started(Guid.NewGuid().ToString()))).Text("id")!;
        (_, string? cookie) = await http.SignInAsync(server.Token);
        string origin = server.Server.Address.GetLeftPart(UriPartial.Authority);

        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(HttpMethod.Post, $"/v1/incidents/{id}/acknowledge", cookie, "{}", ("Origin", origin))).Status);
        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(HttpMethod.Post, $"/v1/incidents/{id}/resolve", cookie, "{}", SameOrigin)).Status);
    }

    [Fact]
    public async Task A_session_ends_with_its_token()
    {
        string token = await server.CreateTokenAsync("--scope", "read");
        (Reply reply, string? cookie) = await http.SignInAsync(token);
        string id = reply.Json.Text("tokenId")!;
        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(HttpMethod.Get, "/v1/incidents", cookie)).Status);

        await CommandResult.RunAsync(server.Executable, "tokens", "revoke", id, "--data", server.Data);

        ProblemChecks.AssertProblem(await http.SendAsync(HttpMethod.Get, "/v1/incidents", cookie), 401);
    }

    [Fact]
    public async Task Scopes_hold_in_a_session_and_whoever_may_act_sees()
    {
        (Reply reader, string? reads) = await http.SignInAsync(await server.CreateTokenAsync("--scope", "read,process"));
        (Reply admin, string? acts) = await http.SignInAsync(await server.CreateTokenAsync("--scope", "admin"));

        Assert.Equal("read", reader.Json.Text("scopes"));
        ProblemChecks.AssertProblem(await http.SendAsync(HttpMethod.Get, "/v1/tokens", reads), 403);
        Assert.Equal("read,admin", admin.Json.Text("scopes"));
        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(HttpMethod.Get, "/v1/incidents", acts)).Status);
        ProblemChecks.AssertProblem((await http.SignInAsync(await server.CreateTokenAsync("--scope", "process"))).Reply, 403);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cg_0000000000000000000000000000000000000000000")]
    [InlineData("not a token")]
    public async Task What_is_no_token_does_not_sign_in(string token)
    {
        (Reply reply, string? cookie) = await http.SignInAsync(token);

        ProblemChecks.AssertProblem(reply, 401);
        Assert.Null(cookie);
        ProblemChecks.AssertProblem(await http.SendAsync(HttpMethod.Get, "/v1/session", "callgoose_session=" + token), 401);
    }

    [Fact]
    public async Task A_session_outlives_the_server_and_leaves_nothing_to_sign_in_with_on_disk()
    {
        using var folder = new TemporaryFolder();
        string token;
        string? cookie;
        await using (RunningServer first = await RunningServer.StartAsync(server.Executable, folder.Data))
        {
            token = await first.WaitForFirstTokenAsync();
            using HttpClient browser = first.Client();
            cookie = (await browser.SignInAsync(token)).Cookie;
            await first.KillAsync();
        }

        await using RunningServer second = await RunningServer.StartAsync(server.Executable, folder.Data);
        using HttpClient again = second.Client();

        Assert.Equal(HttpStatusCode.OK, (await again.SendAsync(HttpMethod.Get, "/v1/session", cookie)).Status);
        string kept = await File.ReadAllTextAsync(Path.Combine(folder.Data, "sessions"));
        Assert.DoesNotContain(token, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(cookie!.Split('=')[1], kept, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Data, "sessions")));
    }

    public void Dispose() => http.Dispose();
}
