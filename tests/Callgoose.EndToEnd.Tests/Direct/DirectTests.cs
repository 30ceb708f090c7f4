using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Direct;

/// <summary>
/// Webhooks of the plainest form do not go through the HTTP server. A client must not be able to tell: a header that means nothing,
/// but whose name keeps a request from that way, changes nothing in an answer.
/// </summary>
public partial class DirectTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>An underscore in a name leaves a request to the HTTP server.</summary>
    private const string Detour = "X_Detour: 1";

    [Theory]
    [InlineData("first", "POST /v1/process?from=BetterStack", 201)]
    [InlineData("first", "POST /api/v1/process?from=BetterStack", 201)]
    [InlineData("first", "POST /sqibs-api/v1/process?from=betterstack", 201)]
    [InlineData("again", "POST /v1/process?from=BetterStack", 200)]
    [InlineData("nothing", "POST /v1/process?from=Nobody", 201)]
    [InlineData("nothing", "POST /v1/process", 201)]
    [InlineData("invalid", "POST /v1/process?from=BetterStack", 400)]
    [InlineData("empty", "POST /v1/process?from=BetterStack", 202)]
    [InlineData("long source", "POST /v1/process?from=LONG", 400)]
    [InlineData("long source", "POST /v1/process?from=%F0%9F%A6%86+%C3%A9", 201)]
    [InlineData("no token", "POST /v1/process?from=BetterStack", 401)]
    [InlineData("token in the URL", "POST /v1/process?from=BetterStack&token=wrong", 401)]
    [InlineData("delivery", "POST /v1/process?from=BetterStack", 201)]
    [InlineData("bad delivery", "POST /v1/process?from=BetterStack", 400)]
    [InlineData("bad coding", "POST /v1/process?from=BetterStack", 415)]
    [InlineData("read only", "POST /v1/process?from=BetterStack", 403)]
    public async Task Both_ways_give_the_same_answer(string name, string line, int status)
    {
        string readOnly = name == "read only" ? await server.CreateTokenAsync("--scope", "read") : "";
        string plain = await AnswerAsync("plain");
        string detour = await AnswerAsync("detour", Detour);

        Assert.StartsWith($"HTTP/1.1 {status} ", plain, StringComparison.Ordinal);
        Assert.Equal(Sorted(detour), Sorted(plain));

        async Task<string> AnswerAsync(string way, params string[] lines)
        {
            string key = $"{name} {line} {way}";
            string body = name switch { "invalid" => "{x", "empty" => "", _ => Payloads.Started(key) };
            string[] headers = name switch
            {
                "no token" or "token in the URL" => [],
                "delivery" => ["Authorization: Bearer " + server.Token, "webhook-id: " + way],
                "bad delivery" => ["Authorization: Bearer " + server.Token, "webhook-id: a b"],
                "bad coding" => ["Authorization: Bearer " + server.Token, "Content-Encoding: rot13"],
                "read only" => ["Authorization: Bearer " + readOnly],
                _ => ["X-Callgoose-Auth: " + server.Token],
            };
            string target = line.Replace("LONG", new string('s', 101), StringComparison.Ordinal);
            byte[] request = Encoding.UTF8.GetBytes(string.Join("\r\n",
                [$"{target} HTTP/1.1", "Host: x", "Content-Type: application/json", $"Content-Length: {Encoding.UTF8.GetByteCount(body)}", .. headers, .. lines, "", body]));
            await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
            var answers = new HttpAnswers(stream);
            for (int i = name == "again" ? 0 : 1; i < 2; i++)
            {
                await stream.WriteAsync(request);
                (_, _) = await answers.NextAsync();
            }

            return answers.LastHead + answers.LastBody;
        }
    }

    [Fact]
    public async Task A_connection_may_go_over_to_the_server_between_pipelined_requests()
    {
        byte[] plain = Request("over");
        byte[] detour = Request("over", Detour);
        byte[] read = Encoding.ASCII.GetBytes($"GET /v1/incidents?limit=1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Token}\r\n\r\n");
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        var answers = new HttpAnswers(stream);

        await stream.WriteAsync((byte[])[.. plain, .. plain, .. read, .. plain, .. detour, .. read]);

        Assert.Equal(201, (await answers.NextAsync()).Status);
        Assert.Equal(200, (await answers.NextAsync()).Status);
        Assert.Contains("\"over\"", (await answers.NextAsync()).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await answers.NextAsync()).Status);
        Assert.Equal(200, (await answers.NextAsync()).Status);
        Assert.Equal(200, (await answers.NextAsync()).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Detour)]
    public async Task A_connection_that_rests_is_served_on(string line)
    {
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        var answers = new HttpAnswers(stream);
        string[] lines = line.Length == 0 ? [] : [line];
        for (int i = 0; i < 3; i++)
        {
            // Longer than a connection may rest before the HTTP server takes it over.
            await Task.Delay(i * 1700);
            byte[] request = Request($"rest {line} {i}", lines);
            await stream.WriteAsync(request.AsMemory(0, 40));
            await Task.Delay(i * 1700);
            await stream.WriteAsync(request.AsMemory(40, request.Length - 50));
            await Task.Delay(i * 1700);
            await stream.WriteAsync(request.AsMemory(request.Length - 10));
            Assert.Equal(201, (await answers.NextAsync()).Status);
        }
    }

    [Fact]
    public async Task A_client_that_closes_its_side_behind_its_request_is_answered()
    {
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        await stream.WriteAsync((byte[])[.. Request("half closed"), .. Request("half closed")]);
        stream.Socket.Shutdown(SocketShutdown.Send);

        string all = await RawHttp.ReadToEndAsync(stream);

        Assert.StartsWith("HTTP/1.1 201 ", all, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 200 ", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_allocates_next_to_nothing_in_the_whole_process()
    {
        const int Webhooks = 20_000;
        const int MostBytes = 16;
        using HttpClient http = server.Server.Client(server.Token);
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        await SendAsync(stream, "warm up", 2000);

        // To tell the metrics costs objects too: how many is seen where nothing lies between.
        double first = await AllocatedAsync();
        double telling = await AllocatedAsync() - first;
        double before = await AllocatedAsync();
        await SendAsync(stream, "counted", Webhooks);
        double each = (await AllocatedAsync() - before - telling) / Webhooks;

        Assert.InRange(each, double.NegativeInfinity, MostBytes);

        async Task<double> AllocatedAsync() => (await Metrics.OfAsync(http))["dotnet_gc_allocated_bytes_total"];
    }

    /// <summary>Sends incidents of ten keys, a hundred requests in each write.</summary>
    private async Task SendAsync(NetworkStream stream, string name, int count)
    {
        const int AtOnce = 100;
        byte[] requests = [.. Enumerable.Range(0, AtOnce).SelectMany(i => Request($"{name} {i % 10}"))];
        var answers = new HttpAnswers(stream);
        for (int i = 0; i < count; i += AtOnce)
        {
            await stream.WriteAsync(requests);
            for (int n = 0; n < AtOnce; n++)
            {
                Assert.InRange((await answers.NextAsync()).Status, 200, 201);
            }
        }
    }

    private byte[] Request(string key, params string[] lines)
    {
        byte[] body = Encoding.UTF8.GetBytes(Payloads.Started(key));
        return [.. RawRequest.HeadOf(server.Token, body.Length, lines), .. body];
    }

    /// <summary>An answer without what differs from one to the next: ids, the time, the order of headers.</summary>
    private static string Sorted(string answer)
    {
        string[] parts = Id().Replace(answer, "ID").Split("\r\n\r\n", 2);
        IEnumerable<string> lines = parts[0].Split("\r\n").Where(static line => !line.StartsWith("Date: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Contains("\r\nDate: ", parts[0], StringComparison.Ordinal);
        return string.Join('\n', lines) + "\n\n" + parts[1];
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
