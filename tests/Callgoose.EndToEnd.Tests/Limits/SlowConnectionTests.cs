using System.Globalization;
using System.Net.Sockets;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Limits;

/// <summary>
/// tests/README.md R9: many connections that send one byte per second while another sender works. The default is 400; CALLGOOSE_SLOW_CONNECTIONS=2000
/// runs more.
/// </summary>
public sealed class SlowConnectionTests(PublishedExecutable executable) : IDisposable
{
    private const double MostGrowth = 64;

    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(90);

    private readonly ConfiguredFolder folder = new(executable);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task They_are_closed_and_the_sender_is_served()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("CALLGOOSE_SLOW_CONNECTIONS") ?? "400", CultureInfo.InvariantCulture);
        folder.Write(""" "limits": { "headerTimeout": "3s" } """);
        await using RunningServer server = await folder.ServeAsync();
        string token = await server.WaitForFirstTokenAsync();
        using HttpClient http = server.Client(token);
        Assert.Equal(201, (int)(await http.PostAsync(Payloads.Started("before"))).Status);
        double before = server.ResidentMiB();

        Task<bool>[] slow = [.. Enumerable.Range(0, count).Select(number => DripAsync(server.Address, number % 2 == 0 ? null : token))];
        Task<bool[]> all = Task.WhenAll(slow);
        int served = 0;
        for (; !all.IsCompleted; served++)
        {
            Assert.Equal(201, (int)(await http.PostAsync(Payloads.Started($"meanwhile {served}"))).Status);
        }

        Assert.All(await all, static closed => Assert.True(closed));
        Assert.NotEqual(0, served);
        Assert.InRange(server.PeakMiB() - before, double.MinValue, MostGrowth);
        TestServer.AssertNoStumble(server.Errors);
    }

    /// <summary>Sends one byte per second, in the head or, with a token, in the body.</summary>
    /// <returns>Whether the server closed the connection.</returns>
    private static async Task<bool> DripAsync(Uri address, string? token)
    {
        await using NetworkStream stream = await RawHttp.ConnectAsync(address);
        if (token is not null)
        {
            await stream.WriteAsync(RawRequest.HeadOf(token, 10_000));
        }

        Task<int> closed = ReadToEndAsync(stream);
        using var guard = new CancellationTokenSource(HangGuard);
        try
        {
            while (!closed.IsCompleted && !guard.IsCancellationRequested)
            {
                await stream.WriteAsync("x"u8.ToArray(), CancellationToken.None);
                await Task.WhenAny(closed, Task.Delay(1000));
            }
        }
        catch (IOException)
        {
            return true;
        }

        return closed.IsCompleted;
    }

    private static async Task<int> ReadToEndAsync(NetworkStream stream) => (await RawHttp.ReadToEndAsync(stream)).Length;
}
