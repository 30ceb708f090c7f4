using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Page;

/// <summary>The files of the web page: they are in the executable, compressed, and no other site can use them.</summary>
public sealed partial class PageFileTests(TestServer server) : IClassFixture<TestServer>, IDisposable
{
    private readonly HttpClient http = Browser.Create(server);

    [Fact]
    public async Task The_page_needs_no_token_and_allows_nothing_but_itself()
    {
        Reply page = await http.SendAsync(HttpMethod.Get, "/", null);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("text/html; charset=utf-8", page.MediaType);
        string policy = page.Headers.GetValues("Content-Security-Policy").Single();
        foreach (string part in new[]
        {
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "form-action 'self'",
            "frame-ancestors 'none'", "base-uri 'none'",
        })
        {
            Assert.Contains(part + ";", policy, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.DoesNotMatch("<script>|<style|style=|onclick=|https?://(?!www.w3.org)", page.Text);
    }

    [Fact]
    public async Task Every_file_that_another_names_is_there_and_of_its_type()
    {
        var seen = new HashSet<string>();
        var next = new Queue<string>(["/"]);
        while (next.TryDequeue(out string? path))
        {
            Reply file = await http.SendAsync(HttpMethod.Get, path, null);
            Assert.True(file.Status == HttpStatusCode.OK, path);
            Assert.Equal(path == "/" ? "text/html" : path.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript", file.MediaType!.Split(';')[0]);
            foreach (Match match in NamePattern().Matches(file.Text))
            {
                string name = "/page/" + match.Groups[1].Value;
                if (seen.Add(name))
                {
                    next.Enqueue(name);
                }
            }
        }

        Assert.True(seen.Count > 5, string.Join(", ", seen));
    }

    [Fact]
    public async Task A_file_comes_compressed_and_is_not_sent_again_to_who_has_it()
    {
        Reply plain = await http.SendAsync(HttpMethod.Get, "/page/app.js", null);
        Reply gzip = await http.SendAsync(HttpMethod.Get, "/page/app.js", null, null, ("Accept-Encoding", "gzip, br"));
        string tag = gzip.Headers.ETag!.ToString();
        Reply known = await http.SendAsync(HttpMethod.Get, "/page/app.js", null, null, ("If-None-Match", tag));

        Assert.Equal("gzip", gzip.ContentHeaders.ContentEncoding.Single());
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(gzip.Body), CompressionMode.Decompress), Encoding.UTF8);
        Assert.Equal(plain.Text, await unpacked.ReadToEndAsync());
        Assert.Equal(HttpStatusCode.NotModified, known.Status);
        Assert.Empty(known.Body);
    }

    [Theory]
    [InlineData("/page/")]
    [InlineData("/page/nothing.js")]
    [InlineData("/page/../app.js")]
    [InlineData("/page/%2e%2e/callgoose.schema.json")]
    [InlineData("/index.html")]
    public async Task There_is_nothing_else(string path) => ProblemChecks.AssertProblem(await http.SendAsync(HttpMethod.Get, path, null), 404);

    [Fact]
    public async Task It_is_only_read() => ProblemChecks.AssertProblem(await http.SendAsync(HttpMethod.Post, "/", null), 405);

    public void Dispose() => http.Dispose();

    [GeneratedRegex("""["'/](?:\./|/page/|page/)?([a-z-]+\.(?:js|css))["']""")]
    private static partial Regex NamePattern();
}
