using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Relay;

/// <summary>Tools of other protocols at a relay, and obstacles between it and its upstream (Relay/README.md).</summary>
public class RelayDoorsTests(PublishedExecutable executable)
{
    private const string PagerDuty = "/v2/enqueue";
    private const string Opsgenie = "/v2/alerts";
    private const string Alertmanager = "/api/v2/alerts";

    [Fact]
    public async Task What_comes_by_a_door_opens_and_ends_at_the_upstream_as_if_it_had_come_there()
    {
        await using RelayPair pair = await RelayPair.MakeAsync(executable);
        await using RunningServer edge = await pair.Edge.ServeAsync();
        string key = await pair.Edge.CreateTokenAsync("--scope", "process", "--routing-key");
        using HttpClient anybody = edge.Client();
        using HttpClient known = edge.Client(pair.Sender);

        JsonElement triggered = await PostAsync(anybody, PagerDuty, $$"""{"routing_key":"{{key}}","event_action":"trigger","dedup_key":"pd","payload":{"summary":"P {{key}}","source":"s","severity":"critical"} }""", 202);
        JsonElement created = await PostAsync(known, Opsgenie, """{"message":"O","alias":"og","priority":"P1"}""", 202);
        await PostAsync(known, Alertmanager, """[{"labels":{"alertname":"A"}},{"labels":{"alertname":"B"}}]""", 200);
        JsonElement unheard = await PostAsync(anybody, PagerDuty, $$"""{"routing_key":"{{key}}","event_action":"trigger"}""", 400);

        await using RunningServer upstream = await pair.ServeUpstreamAsync();
        using HttpClient reader = upstream.Client(pair.Reader);
        await RelayPair.UntilAsync(async () => (await reader.IncidentsAsync()).Count == 4, () => edge.Errors);
        string opened = await reader.GetStringAsync("/v1/incidents");
        await PostAsync(anybody, PagerDuty, $$"""{"routing_key":"{{key}}","event_action":"resolve","dedup_key":"pd"}""", 202);
        await PostAsync(known, Opsgenie + "/og/close?identifierType=alias", "{}", 202);
        await PostAsync(known, Alertmanager, """[{"labels":{"alertname":"A"},"endsAt":"2026-01-01T00:00:00Z"},{"labels":{"alertname":"B"},"endsAt":"2026-01-01T00:00:00Z"}]""", 200);
        await RelayPair.UntilAsync(async () => (await reader.IncidentsAsync()).All(static one => one.GetProperty("state").GetString() == "resolved"), () => edge.Errors);

        Assert.Equal("pd", triggered.GetProperty("dedup_key").GetString());
        JsonElement request = JsonDocument.Parse(await known.GetStringAsync("/v2/alerts/requests/" + created.GetProperty("requestId").GetString())).RootElement.GetProperty("data");
        Assert.Equal((true, "Request is relayed to another server"), (request.GetProperty("success").GetBoolean(), request.GetProperty("status").GetString()));
        JsonElement note = await PostAsync(known, Opsgenie + "/og/notes?identifierType=alias", """{"note":"n"}""", 404);
        Assert.Contains("notes are not relayed", note.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("invalid event", unheard.GetProperty("status").GetString());
        Assert.All((string[])["\"PagerDuty\"", "\"Opsgenie\"", "\"PrometheusServer\""], name => Assert.Contains(name, opened, StringComparison.Ordinal));
        Assert.DoesNotContain(key, opened, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_its_line_is_full_each_door_says_in_its_words_to_come_again_and_takes_on_once_there_is_room()
    {
        await using RelayPair pair = await RelayPair.MakeAsync(executable, relay: ", \"maxBytes\": 1048576");
        await using RunningServer edge = await pair.Edge.ServeAsync();
        string key = await pair.Edge.CreateTokenAsync("--scope", "process", "--routing-key");
        string large = new('x', 400_000);
        using HttpClient anybody = edge.Client();
        using HttpClient known = edge.Client(pair.Sender);
        await RelayPair.SendAsync(known, Payloads.Started("1" + large));
        await RelayPair.SendAsync(known, Payloads.Started("2" + large));

        JsonElement process = await PostAsync(known, "/v1/process?from=BetterStack", Payloads.Started("3" + large), 503);
        JsonElement pagerDuty = await PostAsync(anybody, PagerDuty, $$"""{"routing_key":"{{key}}","event_action":"trigger","payload":{"summary":"{{large}}","source":"s","severity":"info"} }""", 503);
        JsonElement opsgenie = await PostAsync(known, Opsgenie, $$"""{"message":"m","description":"{{large}}"}""", 503);
        JsonElement alertmanager = await PostAsync(known, Alertmanager, $$"""[{"labels":{"alertname":"{{large}}"} }]""", 503);

        Assert.Equal("urn:callgoose:problem:relay-full", process.GetProperty("type").GetString());
        Assert.Equal("error", pagerDuty.GetProperty("status").GetString());
        Assert.Contains("send it again", opsgenie.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(503, alertmanager.GetProperty("code").GetInt32());

        await using RunningServer upstream = await pair.ServeUpstreamAsync();
        await RelayPair.UntilAsync(async () => (await RelayPair.SendAsync(known, Payloads.Started("3" + large))).Status == HttpStatusCode.Accepted, () => edge.Errors);
        using HttpClient reader = upstream.Client(pair.Reader);
        await RelayPair.UntilAsync(async () => (await reader.IncidentsAsync()).Count == 3, () => edge.Errors);
    }

    [Theory]
    [InlineData("400 Bad Request")]
    [InlineData("413 Request Entity Too Large")]
    [InlineData("200 OK")]
    [InlineData("403 Forbidden")]
    [InlineData("502 Bad Gateway")]
    public async Task The_page_of_a_proxy_on_the_way_costs_no_webhook(string status)
    {
        await using RelayPair pair = await RelayPair.MakeAsync(executable);
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        Task<string> answered = AnswerOnceAsync(proxy, $"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<html></html>");
        pair.Network.Join(new Uri($"http://127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}"));
        await using RunningServer edge = await pair.Edge.ServeAsync();
        using HttpClient http = edge.Client(pair.Sender);
        await RelayPair.SendAsync(http, Payloads.Started("1"));
        string request = await answered.WaitAsync(TimeSpan.FromSeconds(60));

        await using RunningServer upstream = await pair.ServeUpstreamAsync();
        using HttpClient reader = upstream.Client(pair.Reader);
        await RelayPair.UntilAsync(async () => (await reader.IncidentsAsync()).Count == 1, () => edge.Errors);

        Assert.StartsWith("POST /v1/process?from=BetterStack", request, StringComparison.Ordinal);
        Assert.Equal(0, (await pair.StatusAsync(edge)).GetProperty("relay").GetProperty("refused").GetInt32());
    }

    [Fact]
    public async Task An_upstream_with_https_is_reached_and_one_whose_certificate_nobody_knows_is_not()
    {
        await using RelayPair pair = await RelayPair.MakeAsync(executable);
        TestCertificate certificate = TestCertificate.Create("upstream");
        string known = Path.Combine(pair.Upstream.Path, "cert.pem");
        await File.WriteAllTextAsync(known, certificate.Certificate);
        await File.WriteAllTextAsync(Path.Combine(pair.Upstream.Path, "key.pem"), certificate.Key);
        File.SetUnixFileMode(Path.Combine(pair.Upstream.Path, "key.pem"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        pair.Upstream.Write($$"""
            "urls": "https://127.0.0.1:0", "tls": { "certificate": "{{known}}", "key": "{{Path.Combine(pair.Upstream.Path, "key.pem")}}" }
            """);
        await using RunningServer upstream = await pair.ServeUpstreamAsync();
        pair.Edge.Write($$"""
            "relay": { "to": "{{pair.Network.Address.Replace("http:", "https:", StringComparison.Ordinal)}}", "token": "file:{{pair.Edge.Path}}/token" }, "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        using HttpClient reader = upstream.Client(pair.Reader);
        await using (RunningServer distrusting = await pair.Edge.ServeAsync())
        {
            using HttpClient http = distrusting.Client(pair.Sender);
            await RelayPair.SendAsync(http, Payloads.Started("1"));
            await RelayPair.UntilAsync(async () => (await pair.StatusAsync(distrusting)).GetProperty("relay").GetProperty("failure").ValueKind == JsonValueKind.String, () => distrusting.Errors);
            Assert.Empty(await reader.IncidentsAsync());
        }

        System.Diagnostics.ProcessStartInfo command = pair.Edge.Command("serve");
        command.Environment["SSL_CERT_FILE"] = known;
        await using RunningServer edge = await RunningServer.StartAsync(command);
        await RelayPair.UntilAsync(async () => (await reader.IncidentsAsync()).Count == 1, () => edge.Errors);
    }

    [Fact]
    public async Task A_token_that_is_revoked_an_upstream_that_is_made_anew_and_a_sender_that_was_not_granted_cost_no_webhook()
    {
        await using RelayPair pair = await RelayPair.MakeAsync(executable);
        RunningServer upstream = await pair.ServeUpstreamAsync();
        await using RunningServer edge = await pair.Edge.ServeAsync();
        using HttpClient granted = edge.Client(pair.Sender);
        using HttpClient other = edge.Client(await pair.Edge.CreateTokenAsync("--scope", "process", "--environment", "lab"));
        await RelayPair.SendAsync(granted, Payloads.Started("1"));
        await RelayPair.SendAsync(other, Payloads.Started("2"));
        await RelayPair.SendAsync(granted, Payloads.Started("3"));
        using (HttpClient reader = upstream.Client(pair.Reader))
        {
            await RelayPair.UntilAsync(async () => (await reader.IncidentsAsync()).Count == 2, () => edge.Errors);
        }

        JsonElement apart = (await pair.StatusAsync(edge)).GetProperty("refused")[0];
        Assert.Equal(403, apart.GetProperty("status").GetInt32());

        // The upstream loses its disk, with its tokens and everything that it had taken; the relay then gets another token.
        await upstream.DisposeAsync();
        Directory.Delete(Path.Combine(pair.Upstream.Path, "callgoose-data"), recursive: true);
        await pair.GrantAsync("--relay", "--environment", "*");
        string newReader = await pair.Upstream.CreateTokenAsync();
        await RelayPair.SendAsync(granted, Payloads.Started("4"));
        upstream = await pair.ServeUpstreamAsync();
        using HttpClient anew = upstream.Client(newReader);
        await RelayPair.UntilAsync(async () => (await anew.IncidentsAsync()).Count == 1, () => edge.Errors);

        // Its token is revoked: the relay waits, and continues with the next token.
        JsonElement tokens = JsonDocument.Parse((await pair.Upstream.RunAsync("tokens", "list", "--json")).Output).RootElement.GetProperty("tokens");
        string relayToken = tokens.EnumerateArray().Single(static one => one.GetProperty("kind").GetString() == "relay").GetProperty("id").GetString()!;
        Assert.Equal(0, (await pair.Upstream.RunAsync("tokens", "revoke", relayToken)).ExitCode);
        await RelayPair.SendAsync(granted, Payloads.Started("5"));
        await RelayPair.UntilAsync(async () => (await pair.StatusAsync(edge)).GetProperty("relay").GetProperty("failure").ToString().StartsWith("401", StringComparison.Ordinal), () => edge.Errors);
        await pair.GrantAsync("--relay", "--environment", "*");
        await RelayPair.UntilAsync(async () => (await anew.IncidentsAsync()).Count == 2, () => edge.Errors);
        await upstream.DisposeAsync();
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, string body, int status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync(path, content);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{path}: {answer.StatusCode} {text}");
        Assert.True(status != 503 || answer.Headers.RetryAfter is not null, path);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    private static async Task<string> AnswerOnceAsync(TcpListener listener, string answer)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        byte[] buffer = new byte[64 * 1024];
        int read = await client.GetStream().ReadAsync(buffer);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        return Encoding.Latin1.GetString(buffer, 0, read);
    }
}
