using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Limits;

/// <summary>
/// tests/README.md R19, in short: a sender that sends as fast as it can does not hold up another one. The test does not measure time, but how much of
/// the greedy sender's work is done before the other one has its answers. <c>--only fairness</c> of benchmarks/Callgoose.LoadTest measures the times.
/// </summary>
public sealed class GreedySenderTests(PublishedExecutable executable) : IDisposable
{
    private const int Webhooks = 30;

    private readonly TemporaryFolder folder = new();
    private readonly TlsFolder tlsFolder = new(executable);

    public void Dispose()
    {
        folder.Dispose();
        tlsFolder.Dispose();
    }

    [Theory]
    [InlineData(GreedyKind.Refused, 500_000)]
    [InlineData(GreedyKind.Drained, 20_000)]
    [InlineData(GreedyKind.Compressed, 10_000)]
    [InlineData(GreedyKind.Pipelined, 500_000)]
    [InlineData(GreedyKind.Reading, 100_000)]
    [InlineData(GreedyKind.Unread, 100_000)]
    [InlineData(GreedyKind.Debugged, 100_000)]
    [InlineData(GreedyKind.Tls, 500_000)]
    [InlineData(GreedyKind.Http2, 500_000)]
    [InlineData(GreedyKind.Handshakes, 20_000)]
    public async Task Another_sender_is_served(GreedyKind kind, long most)
    {
        await using RunningServer server = await (GreedySender.NeedsTls(kind) ? tlsFolder.ServeAsync() : RunningServer.StartAsync(executable, folder.Data));
        string token = await server.WaitForFirstTokenAsync();
        using HttpClient http = server.Client(token);
        await http.PostAsync(Payloads.Started("before"));
        if (kind == GreedyKind.Debugged)
        {
            await DebugAsync(http);
        }

        await using GreedySender greedy = await GreedySender.StartAsync(kind, server.Address, token);
        using HttpClient other = server.Client(token);
        long before = greedy.Done;
        for (int i = 0; i < Webhooks; i++)
        {
            Assert.Equal(201, (int)(await other.PostAsync(Payloads.Started($"other {i}"))).Status);
        }

        Assert.InRange(greedy.Done - before, 0, most);
        TestServer.AssertNoStumble(server.Errors);
    }

    private static async Task DebugAsync(HttpClient http)
    {
        JsonElement session = await http.ReadAsync("/v1/session");
        using var on = new StringContent("""{"on":true}""");
        (await http.PutAsync($"/v1/tokens/{session.GetProperty("tokenId").GetString()}/debug", on)).EnsureSuccessStatusCode();
    }
}
