using System.Net.Security;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Tls;

/// <summary>A client opens streams and cancels them at once, so that no limit on open streams stops it (CVE-2023-44487).</summary>
public sealed class RapidResetTests(PublishedExecutable executable) : IDisposable
{
    private const int Streams = 100_000;
    private const int StreamsAtOnce = 100;
    private const double MostGrowth = 64;
    private const int EnhanceYourCalm = 11;

    private readonly TlsFolder folder = new(executable);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_is_cut_off_while_others_are_served()
    {
        await using RunningServer server = await folder.ServeAsync();
        string token = await server.WaitForFirstTokenAsync();
        using HttpClient http = server.Client(token);
        Assert.Equal(201, (int)(await http.PostAsync(Payloads.Started("before"))).Status);
        double before = server.ResidentMiB();

        Task<bool>[] attackers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => AttackAsync(server.Address, token)))];
        int served = 0;
        for (; !Task.WhenAll(attackers).IsCompleted || served < 50; served++)
        {
            Assert.Equal(201, (int)(await http.PostAsync(Payloads.Started($"meanwhile {served}"))).Status);
        }

        Assert.All(await Task.WhenAll(attackers), static cut => Assert.True(cut));
        Assert.InRange(server.ResidentMiB() - before, double.MinValue, MostGrowth);

        TestServer.AssertNoStumble(server.Errors);
    }

    /// <summary>Opens and resets streams.</summary>
    /// <returns>Whether the server ended the connection before all of them were sent.</returns>
    private static async Task<bool> AttackAsync(Uri address, string token)
    {
        await using SslStream tls = await TlsFolder.ConnectAsync(address, SslApplicationProtocol.Http2);
        Assert.Equal(SslApplicationProtocol.Http2, tls.NegotiatedApplicationProtocol);
        Task<bool> calmed = ReadUntilCalmedAsync(tls);
        try
        {
            await tls.WriteAsync(Http2Frames.Begin);
            for (int stream = 1; stream < 2 * Streams; stream += 2 * StreamsAtOnce)
            {
                IEnumerable<int> some = Enumerable.Range(0, StreamsAtOnce).Select(i => stream + (2 * i));
                await tls.WriteAsync((byte[])[.. some.SelectMany(id => Http2Frames.Headers(id, token).Concat(Http2Frames.Reset(id)))]);
            }

            return await calmed;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Reads frames until the server signals that there are too many, or ends the connection.</summary>
    private static async Task<bool> ReadUntilCalmedAsync(SslStream tls)
    {
        byte[] head = new byte[9];
        try
        {
            while (true)
            {
                await tls.ReadExactlyAsync(head).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
                byte[] payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
                await tls.ReadExactlyAsync(payload);
                if (head[3] == 7 && payload[7] == EnhanceYourCalm)
                {
                    return true;
                }
            }
        }
        catch (IOException)
        {
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
