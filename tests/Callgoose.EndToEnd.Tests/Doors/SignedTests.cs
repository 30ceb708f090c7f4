using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Doors;

/// <summary>Senders that sign, and senders that can only use GET: each is set up for a token.</summary>
public sealed class SignedTests(TestServer server) : IClassFixture<TestServer>, IDisposable
{
    private readonly string secretFile = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(secretFile);
        File.Delete(secretFile + ".right");
    }

    [Fact]
    public async Task A_webhook_counts_only_with_its_signature_over_the_bytes_that_came()
    {
        await File.WriteAllTextAsync(secretFile, "first\n", TestContext.Current.CancellationToken);
        string token = await server.CreateTokenAsync("--verify", "github", "--secret", "file:" + secretFile, "--debug");
        byte[] body = """{"status":"Started","id":"signed-1","title":"T"}"""u8.ToArray();
        byte[] packed = Pack(body);

        var right = await SendAsync(token, body, Sign("first", body));
        var compressed = await SendAsync(token, packed, Sign("first", packed), "gzip");
        var overPlain = await SendAsync(token, packed, Sign("first", body), "gzip");
        var wrong = await SendAsync(token, body, Sign("second", body));
        var missing = await SendAsync(token, body, null);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (right.Status, compressed.Status));
        Assert.All([overPlain, wrong, missing], static reply => Assert.Equal(HttpStatusCode.Unauthorized, reply.Status));
        Assert.Contains(":signature-wrong\"", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("'X-Hub-Signature-256' is missing", missing.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("first", await server.Http.GetStringAsync("/v1/logs?limit=100"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_a_signature_was_refused_is_in_the_log_and_a_secret_that_is_none_is_never_used()
    {
        await File.WriteAllBytesAsync(secretFile, [0xC3, 0x28], TestContext.Current.CancellationToken);
        string broken = await server.CreateTokenAsync("--verify", "github", "--secret", "file:" + secretFile);
        byte[] body = """{"status":"Started","id":"why","title":"T"}"""u8.ToArray();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(broken, body, Sign("\uFFFD(", body))).Status);
        await server.Server.WaitForLogAsync("is not UTF-8");
        // Another file: the server does not read the first one again for a moment.
        await File.WriteAllTextAsync(secretFile + ".right", "right\n", TestContext.Current.CancellationToken);
        string token = await server.CreateTokenAsync("--verify", "github", "--secret", $"file:{secretFile}.right", "--debug");
        await SendAsync(token, body, Sign("wrong", body));
        await SendAsync(token, body, null);

        await Eventually.HoldsAsync(async () => (await server.Http.GetStringAsync("/v1/logs?limit=100")).Contains("\"title\":\"Signature missing\"", StringComparison.Ordinal));
        Assert.Contains("refused: Signature wrong: ", (await CommandResult.RunAsync(server.Executable, "logs", "--data", server.Data)).Output, StringComparison.Ordinal);
        string list = (await CommandResult.RunAsync(server.Executable, "tokens", "list", "--data", server.Data)).Output;
        Assert.Contains("VERIFY", list, StringComparison.Ordinal);
        Assert.Contains("  github  ", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_two_secrets_takes_both_and_one_that_is_not_there_makes_the_sender_come_again()
    {
        await File.WriteAllTextAsync(secretFile, "old\nnew\n", TestContext.Current.CancellationToken);
        string token = await server.CreateTokenAsync("--verify", "hmac;header=X-Hub-Signature-256;prefix=sha256=", "--secret", "file:" + secretFile);
        string lost = await server.CreateTokenAsync("--verify", "github", "--secret", "file:" + secretFile + ".no", "--secret", "env:CALLGOOSE_TEST_UNSET");
        byte[] body = """{"status":"Started","id":"signed-2","title":"T"}"""u8.ToArray();

        HttpStatusCode[] taken = [(await SendAsync(token, body, Sign("old", body))).Status, (await SendAsync(token, body, Sign("new", body))).Status];
        var unavailable = await SendAsync(lost, body, Sign("old", body));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK], taken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unavailable.Status);
        Assert.Contains(":secret-unavailable\"", unavailable.Text, StringComparison.Ordinal);
        await server.Server.WaitForLogAsync("CALLGOOSE_TEST_UNSET is not set");
    }

    [Fact]
    public async Task No_other_way_takes_a_token_that_asks_for_a_signature()
    {
        await File.WriteAllTextAsync(secretFile, "first\n", TestContext.Current.CancellationToken);
        string token = await server.CreateTokenAsync("--verify", "github", "--secret", "file:" + secretFile);
        (string Path, string Body, string Header, string Value)[] ways =
        [
            ("/api/v1/process?from=BetterStack", """{"status":"Started","id":"around","title":"around"}""", "Authorization", "Bearer " + token),
            ("/sqibs-api/v1/process?from=BetterStack", """{"status":"Started","id":"around","title":"around"}""", "X-Gitlab-Token", token),
            ("/v2/enqueue", $$"""{"routing_key":"{{token}}","event_action":"trigger","payload":{"summary":"around","source":"s","severity":"error"} }""", "X-None", "1"),
            ("/v2/enqueue", """{"event_action":"trigger","payload":{"summary":"around","source":"s","severity":"error"} }""", "X-Routing-Key", token),
            ("/v2/change/enqueue", $$"""{"routing_key":"{{token}}","payload":{"summary":"around"} }""", "X-None", "1"),
            ("/v2/alerts", """{"message":"around"}""", "Authorization", "GenieKey " + token),
            ("/v2/alerts/a/notes?identifierType=alias", """{"note":"around"}""", "Authorization", "GenieKey " + token),
            ("/api/v2/alerts", """[{"labels":{"alertname":"around"} }]""", "Authorization", "Bearer " + token),
        ];
        using HttpClient sender = server.Server.Client();
        foreach ((string path, string body, string header, string value) in ways)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation(header, value);
            using HttpResponseMessage answer = await sender.SendAsync(request);

            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
        }

        Assert.DoesNotContain("around", await server.Http.GetStringAsync("/v1/incidents?limit=100") + await server.Http.GetStringAsync("/v1/changes"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--verify", "md5", "--secret", "env:A")]
    [InlineData("--verify", "github", "--secret", "in the open")]
    [InlineData("--verify", "github")]
    [InlineData("--secret", "env:A")]
    [InlineData("--verify", "github", "--secret", "env:A", "--routing-key")]
    [InlineData("--verify", "github", "--secret", "env:A", "--scope", "process,read")]
    [InlineData("--verify", "github", "--secret", "env:A", "--allow-get")]
    [InlineData("--allow-get", "--scope", "read")]
    [InlineData("--verify", "hmac;header=X-Callgoose-Auth", "--secret", "env:A")]
    [InlineData("--verify", "hmac;header=x-gitlab-token", "--secret", "env:A")]
    [InlineData("--verify", "hmac;header=X-Sig;timestamp=Authorization", "--secret", "env:A")]
    [InlineData("--verify", "hmac;header=X-Sig;timestamp=x-sig", "--secret", "env:A")]
    public async Task What_does_not_go_together_makes_no_token(params string[] options)
    {
        CommandResult result = await CommandResult.RunAsync(server.Executable, ["tokens", "create", "--name", "n", "--data", server.Data, .. options]);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.DoesNotContain("in the open", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_GET_is_a_webhook_only_of_a_token_that_may_send_one()
    {
        string token = await server.CreateTokenAsync("--allow-get");
        string other = await server.CreateTokenAsync();
        using HttpClient sender = server.Server.Client();

        using HttpResponseMessage opened = await sender.GetAsync($"/v1/process?from=BetterStack&token={token}&status=Started&id=get+1&title=Disk%20%C3%BC");
        using HttpResponseMessage refused = await sender.GetAsync($"/v1/process?from=BetterStack&token={other}&status=Started&id=get+2&title=T");
        using HttpResponseMessage nobody = await sender.GetAsync("/v1/process?from=BetterStack&status=Started&id=get+2&title=T");
        using var head = new HttpRequestMessage(HttpMethod.Head, $"/v1/process?token={token}");
        using HttpResponseMessage headed = await sender.SendAsync(head);

        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        Assert.All([refused, nobody, headed], static reply => Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode));
        string incidents = await server.Http.GetStringAsync("/v1/incidents?state=active&limit=100");
        Assert.Contains("BetterStack - Disk ü", incidents, StringComparison.Ordinal);
        Assert.DoesNotContain("get 2", incidents, StringComparison.Ordinal);
        Assert.DoesNotContain(token, incidents, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_with_a_signed_time_that_was_caught_gets_its_first_verdict_again_and_does_nothing()
    {
        await File.WriteAllTextAsync(secretFile, "first\nsecond\n", TestContext.Current.CancellationToken);
        string token = await server.CreateTokenAsync("--verify", "hmac;header=X-Sig;timestamp=X-Time", "--secret", "file:" + secretFile);
        string time = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        string later = (DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        byte[] started = """{"status":"Started","id":"caught","title":"T"}"""u8.ToArray();
        byte[] resolved = """{"status":"Resolved","id":"caught","title":"T"}"""u8.ToArray();

        var first = await SendTimedAsync(token, time, started, ["first", "second"], "a");
        var ended = await SendTimedAsync(token, time, resolved, ["first"], "b");
        (HttpStatusCode Status, string Text)[] caught =
        [
            await SendTimedAsync(token, time, started, ["first", "second"], "a"),
            await SendTimedAsync(token, time, started, ["second"], "c"),
            await SendTimedAsync(token, time, started, ["first"], null),
            await SendTimedAsync(token, time, started, ["first"], null, "PagerDuty"),
        ];
        var new1 = await SendTimedAsync(token, later, started, ["first"], null);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, ended.Status));
        Assert.All(caught, one => Assert.Equal(first, one));
        Assert.Equal(HttpStatusCode.Created, new1.Status);
    }

    [Fact]
    public async Task Forged_calls_spend_nothing_of_the_rate_and_are_refused_before_their_body_where_they_are_not_signed()
    {
        await File.WriteAllTextAsync(secretFile, "first\n", TestContext.Current.CancellationToken);
        string token = await server.CreateTokenAsync("--verify", "github", "--secret", "file:" + secretFile, "--rate", "2/d");
        byte[] body = """{"status":"Started","id":"rated","title":"T"}"""u8.ToArray();
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(token, body, i % 2 == 0 ? Sign("guess", body) : null)).Status);
        }

        string unsigned = await RawHttp.ExchangeAsync(server.Server.Address, $"POST /v1/process?token={token} HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n");
        HttpStatusCode[] signed = [(await SendAsync(token, body, Sign("first", body))).Status, (await SendAsync(token, body, Sign("first", body))).Status, (await SendAsync(token, body, Sign("first", body))).Status];

        Assert.StartsWith("HTTP/1.1 401", unsigned, StringComparison.Ordinal);
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], signed);
    }

    [Fact]
    public async Task A_GET_takes_parameters_without_values_and_is_refused_with_too_many()
    {
        string token = await server.CreateTokenAsync("--allow-get");
        using HttpClient sender = server.Server.Client();
        string query = $"/v1/process?from=BetterStack&token={token}&status=Started&id=get3&title=T&flag";

        using HttpResponseMessage opened = await sender.GetAsync(query);
        using HttpResponseMessage refused = await sender.GetAsync(query + string.Concat(Enumerable.Repeat("&x=1", 200)));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.BadRequest), (opened.StatusCode, refused.StatusCode));
        Assert.Contains("at most 200 fields", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using HttpResponseMessage latin = await sender.GetAsync(query + "&name=caf%E9");
        Assert.Equal(HttpStatusCode.BadRequest, latin.StatusCode);
        Assert.Contains("not UTF-8", await latin.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Sign(string secret, byte[] body) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static byte[] Pack(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string token, byte[] body, string? signature, string? coding = null)
    {
        using HttpClient sender = server.Server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/process?from=BetterStack&token={token}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (coding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(coding);
        }

        if (signature is not null)
        {
            request.Headers.Add("X-Hub-Signature-256", signature);
        }

        using HttpResponseMessage answer = await sender.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<(HttpStatusCode Status, string Text)> SendTimedAsync(string token, string time, byte[] body, string[] secrets, string? delivery, string from = "BetterStack")
    {
        using HttpClient sender = server.Server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/process?from={from}&token={token}") { Content = new ByteArrayContent(body) };
        byte[] signed = [.. Encoding.UTF8.GetBytes(time + "."), .. body];
        request.Headers.TryAddWithoutValidation("X-Sig", string.Join(' ', secrets.Select(secret => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)))));
        request.Headers.Add("X-Time", time);
        if (delivery is not null)
        {
            request.Headers.Add("Idempotency-Key", delivery);
        }

        using HttpResponseMessage answer = await sender.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
