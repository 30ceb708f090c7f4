using System.Net;
using System.Net.Sockets;
using System.Text;
using Callgoose.EndToEnd.Tests.Faults;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Limits;

/// <summary>More calls than the disk can take: callers get 503 and Retry-After, memory stays bounded, and the server recovers by itself.</summary>
public sealed class OverloadTests(PublishedExecutable executable, FaultLibrary library) : IDisposable
{
    private const int MiB = 1024 * 1024;

    private readonly FaultyFolder folder = new(executable, library);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Large_bodies_on_a_slow_disk_are_held_within_the_bound()
    {
        const int senders = 600;
        await using RunningServer server = await folder.ServeAsync(variables: ("CALLGOOSE_LIMITS__BODY_MEMORY", $"{64 * MiB}"));
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.Started("before"))).Status);
        double before = server.ResidentMiB();
        folder.Faults.SlowSync = TimeSpan.FromSeconds(1);

        byte[] text = [.. Enumerable.Repeat((byte)'x', 1_000_000)];
        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, senders).Select(number => SendAsync(http, $"large {number}", text)));

        folder.Faults.SlowSync = TimeSpan.Zero;
        Assert.Contains(HttpStatusCode.Created, answers);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, answers);
        Assert.All(answers, static answer => Assert.True(answer is HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable));

        // The bodies within their limit, as much again for buffers that grew, data that the connections have received but not yet read, and the pages
        // of SQLite. Without the limit the bodies alone would be 600 MiB.
        Assert.InRange(server.PeakMiB() - before, double.MinValue, 320);
        Assert.Equal(HttpStatusCode.Created, await SendAsync(http, "after", text));
        Assert.Equal(answers.Count(static answer => answer == HttpStatusCode.Created) + 2, (await http.IncidentsAsync()).Count);
        TestServer.AssertNoStumble(server.Errors);
    }

    [Fact]
    public async Task A_full_queue_turns_callers_away_before_their_bodies_are_read()
    {
        await using RunningServer server = await folder.ServeAsync(variables: ("CALLGOOSE_LIMITS__QUEUE", "16"));
        string token = await server.WaitForFirstTokenAsync();
        using HttpClient http = server.Client(token);
        folder.Faults.SlowSync = TimeSpan.FromSeconds(5);

        Task<HttpStatusCode>[] calls = [.. Enumerable.Range(0, 40).Select(number => SendAsync(http, $"call {number}", []))];
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await await Task.WhenAny(calls));
        await AssertTurnedAwayAsync(server, token);

        folder.Faults.SlowSync = TimeSpan.Zero;
        int opened = (await Task.WhenAll(calls)).Count(static answer => answer == HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.Created, await SendAsync(http, "after", []));
        Assert.Equal(opened + 1, (await http.IncidentsAsync()).Count);
    }

    [Fact]
    public async Task Too_many_requests_turn_callers_away_before_their_bodies_are_read()
    {
        await using RunningServer server = await folder.ServeAsync(variables: ("CALLGOOSE_LIMITS__REQUESTS", "2"));
        string token = await server.WaitForFirstTokenAsync();
        await using (NetworkStream one = await RawHttp.ConnectAsync(server.Address))
        await using (NetworkStream other = await RawHttp.ConnectAsync(server.Address))
        {
            // These two are in progress until their bodies come; 100 Continue shows that.
            foreach (NetworkStream stream in (NetworkStream[])[one, other])
            {
                await stream.WriteAsync(RawRequest.HeadOf(token, 1000, "Expect: 100-continue"));
                Assert.Equal(100, (await new HttpAnswers(stream).NextAsync()).Status);
            }

            await AssertTurnedAwayAsync(server, token);
            using HttpClient probe = server.Client();
            Assert.Equal(HttpStatusCode.OK, (await probe.GetAsync("/healthz")).StatusCode);
        }

        using HttpClient http = server.Client(token);
        for (int tries = 0; await SendAsync(http, "after", []) != HttpStatusCode.Created; tries++)
        {
            Assert.InRange(tries, 0, 1000);
            await Task.Delay(10);
        }
    }

    /// <summary>Sends the head of a large body without the body.</summary>
    private static async Task AssertTurnedAwayAsync(RunningServer server, string token)
    {
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Address);
        await stream.WriteAsync(RawRequest.HeadOf(token, 1_000_000));
        (int status, string body) = await new HttpAnswers(stream).NextAsync();
        Assert.True(status == 503, body);
        Assert.Contains("urn:callgoose:problem:overloaded", body, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient http, string key, byte[] text)
    {
        using var content = new SharedContent($$"""{"status":"Started","id":"{{key}}","title":"T","description":" """, text, "\"}");
        using HttpResponseMessage response = await http.PostAsync(ProcessApi.Path, content);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            Assert.Equal("1", response.Headers.RetryAfter?.ToString());
        }

        return response.StatusCode;
    }

    /// <summary>Many bodies that share the memory of their largest part.</summary>
    private sealed class SharedContent(string start, byte[] middle, string end) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(start));
            await stream.WriteAsync(middle);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(end));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = start.Length + middle.Length + end.Length;
            return true;
        }
    }
}
