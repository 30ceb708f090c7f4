using System.Diagnostics;
using System.Net.Security;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Tls;

/// <summary>
/// A client requests more streams than allowed and leaves: the HTTP server may never stop serving the connection (dotnet/aspnetcore#51307).
/// </summary>
public sealed class HalfClosedTimeoutTests(PublishedExecutable executable) : IDisposable
{
    private const int Connections = 40;

    /// <summary>A connection past twice its limit of 100 is cut off, and may be served for ever.</summary>
    private const int Streams = 300;

    private readonly TlsFolder folder = new(executable);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Its_place_is_given_back_and_the_log_is_not_filled()
    {
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client();
        byte[] requests = [.. Http2Frames.Begin, .. Enumerable.Range(0, Streams).SelectMany(static i => Http2Frames.Probe(1 + (2 * i)))];

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => AskAndGoAsync(server.Address, requests)));

        // By themselves most of them never end; with the time limit of half a minute, only the connection that reads the metrics stays.
        Metrics metrics = await Metrics.OfAsync(http);
        for (var waited = Stopwatch.StartNew(); metrics["callgoose_connections_open"] > 1; metrics = await Metrics.OfAsync(http))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(2), metrics.Text);
            await Task.Delay(500);
        }

        Assert.InRange(metrics["callgoose_connections_total"], Connections + 1, double.MaxValue);
        TestServer.AssertNoStumble(server.Errors);
    }

    private static async Task AskAndGoAsync(Uri address, byte[] requests)
    {
        await using SslStream tls = await TlsFolder.ConnectAsync(address, SslApplicationProtocol.Http2);
        await tls.WriteAsync(requests);

        // It leaves unread data behind, which resets the connection.
        Assert.NotEqual(0, await tls.ReadAsync(new byte[1]));
    }
}
