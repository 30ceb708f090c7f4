using System.Net.Sockets;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Limits;

/// <summary>tests/README.md R18: more connections than the process may open files.</summary>
public sealed class DescriptorTests(PublishedExecutable executable) : IDisposable
{
    private const int Connections = 1150;

    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("-n 256", true)]
    [InlineData("-n 1024", true)]
    [InlineData("-Sn 1024", false)]
    public async Task Idle_connections_take_no_place_from_those_that_are_served(string limit, bool isHard)
    {
        await using RunningServer server = await RunningServer.StartAsync(Start.Of(
            "bash", "-c", $"ulimit {limit}; exec \"$@\"", "bash", executable.Path, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0"));
        string token = await server.WaitForFirstTokenAsync();
        await using NetworkStream established = await RawHttp.ConnectAsync(server.Address);
        var answers = new HttpAnswers(established);
        await ServeAsync("before");

        List<Socket> idle = await OpenAsync(server.Address);
        for (int i = 0; i < 20; i++)
        {
            await ServeAsync($"meanwhile {i}");
        }

        idle.ForEach(static socket => socket.Dispose());
        using HttpClient http = server.Client(token);
        await UntilServedAsync(http);
        await ServeAsync("after");

        Assert.Equal(isHard ? 1 : 0, Count("limits.connections is"));
        Assert.InRange(Count("No connection can be accepted"), 0, 1);
        TestServer.AssertNoStumble(server.Errors);

        int Count(string text) => server.Errors.Split(text).Length - 1;

        async Task ServeAsync(string key)
        {
            byte[] body = Encoding.UTF8.GetBytes(Payloads.Started(key));
            await established.WriteAsync((byte[])[.. RawRequest.HeadOf(token, body.Length), .. body]);
            Assert.Equal(201, (await answers.NextAsync()).Status);
        }
    }

    /// <summary>Half of them send nothing, the other half send part of a request.</summary>
    private static async Task<List<Socket>> OpenAsync(Uri address)
    {
        var sockets = new List<Socket>();
        for (int i = 0; i < Connections; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            try
            {
                await socket.ConnectAsync(address.Host, address.Port).WaitAsync(HangGuard);
                if (i % 2 == 1)
                {
                    await socket.SendAsync("POST /v1/process HTTP/1.1\r\nHo"u8.ToArray());
                }
            }
            catch (SocketException)
            {
                // The server closed it again, because it is at its limit.
            }
        }

        return sockets;
    }

    private static async Task UntilServedAsync(HttpClient http)
    {
        using var guard = new CancellationTokenSource(HangGuard);
        while (true)
        {
            try
            {
                Assert.Equal(201, (int)(await http.PostAsync(Payloads.Started("new"))).Status);
                return;
            }
            catch (HttpRequestException) when (!guard.IsCancellationRequested)
            {
                // The places of closed connections are not all free yet.
            }
        }
    }
}
