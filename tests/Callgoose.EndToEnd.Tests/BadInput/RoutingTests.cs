using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.BadInput;

/// <summary>Methods, paths and source names that are refused (ProcessApi.md 1).</summary>
public class RoutingTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("GET", "/v1/process", "POST")]
    [InlineData("PUT", "/v1/process", "GET, POST")]
    [InlineData("DELETE", "/v1/process?from=BetterStack", "GET, POST")]
    [InlineData("PATCH", "/sqibs-api/v1/process", "GET, POST")]
    [InlineData("OPTIONS", "/api/v1/process", "GET, POST")]
    [InlineData("BREW", "/v1/process", "GET, POST")]
    [InlineData("POST", "/v1/incidents", "GET, HEAD")]
    [InlineData("DELETE", "/v1/incidents/x", "GET, HEAD")]
    [InlineData("POST", "/healthz", "GET, HEAD")]
    [InlineData("PUT", "/readyz", "GET, HEAD")]
    public async Task Another_method_is_refused_and_the_right_one_named(string method, string path, string allow)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage response = await server.Http.SendAsync(request);

        Reply reply = await Reply.OfAsync(response);

        ProblemChecks.AssertProblem(reply, 405);
        Assert.Equal(allow, string.Join(", ", reply.ContentHeaders.Allow));
    }

    [Fact]
    public async Task HEAD_is_refused_without_a_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/v1/process");
        using HttpResponseMessage response = await server.Http.SendAsync(request);

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/v1")]
    [InlineData("/v1/process/")]
    [InlineData("/v1/processes")]
    [InlineData("/v2/process")]
    [InlineData("/V1/PROCESS")]
    [InlineData("/x/v1/process")]
    [InlineData("//v1/process")]
    [InlineData("/v1/process%2F")]
    [InlineData("/v1/process%00")]
    [InlineData("/sqibs-api/v1/incidents")]
    [InlineData("/v1/incidents/../../etc/passwd")]
    [InlineData("/.well-known/x")]
    public async Task An_unknown_path_is_refused(string path)
    {
        string answer = await RawHttp.ExchangeAsync(
            server.Server.Address,
            $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {server.Token}\r\nContent-Length: 2\r\n\r\n{{}}");

        // The HTTP server itself refuses a NUL in a path.
        Assert.StartsWith(path.EndsWith("%00", StringComparison.Ordinal) ? "HTTP/1.1 400 " : "HTTP/1.1 404 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("INC-1")]
    [InlineData("0192f0c1-2345-7abc-8def-0123456789ab")]
    [InlineData("0192f0c1-2345-7abc-8def-0123456789ab/")]
    [InlineData("%00%FF")]
    [InlineData("' OR 1=1 --")]
    public async Task An_id_that_no_incident_has_is_not_found(string id)
    {
        using HttpResponseMessage response = await server.Http.GetAsync("/v1/incidents/" + id);

        Reply reply = await Reply.OfAsync(response);

        Assert.True((int)reply.Status is 404 or 400, reply.Text);
    }

    [Theory]
    [InlineData("state=open")]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=x")]
    [InlineData("limit=99999999999999999999")]
    [InlineData("cursor=x")]
    [InlineData("cursor=-1")]
    [InlineData("since=yesterday")]
    public async Task A_query_that_makes_no_sense_is_refused(string query)
    {
        using HttpResponseMessage response = await server.Http.GetAsync("/v1/incidents?" + query);

        string detail = ProblemChecks.AssertProblem(await Reply.OfAsync(response), 400).Text("detail")!;

        Assert.Contains($"'{query.Split('=')[0]}'", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", 100, 201)]
    [InlineData("a", 101, 400)]
    [InlineData("%F0%9F%90%9D", 100, 201)]
    [InlineData("%F0%9F%90%9D", 101, 400)]
    [InlineData("%00", 600, 201)]
    [InlineData("+", 600, 201)]
    [InlineData("%FF", 101, 400)]
    [InlineData("a", 7000, 400)]
    public async Task A_source_has_at_most_100_characters_that_count(string character, int count, int status)
    {
        string from = string.Concat(Enumerable.Repeat(character, count));

        Reply reply = await server.Http.PostAsync(Payloads.Started(character + count), path: "/v1/process?from=" + from);

        Assert.Equal(status, (int)reply.Status);
        if (status == 400)
        {
            Assert.Contains("'from'", ProblemChecks.AssertProblem(reply, 400).Text("detail"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Blanks_around_a_source_do_not_count()
    {
        string blanks = string.Concat(Enumerable.Repeat("%20", 50));

        string? source = (await server.Http.OpenAsync(Payloads.Started("blanks"), $"/v1/process?from={blanks}{new string('a', 100)}{blanks}")).Text("source");

        Assert.Equal(new string('a', 100), source);
    }
}
