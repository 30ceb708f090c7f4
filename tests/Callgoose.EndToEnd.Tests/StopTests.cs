using System.Net.Sockets;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests;

public class StopTests(PublishedExecutable executable)
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_lets_a_request_in_flight_finish_and_ends_with_0(string signal)
    {
        using var folder = new TemporaryFolder();
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        string token = await server.WaitForFirstTokenAsync();
        byte[] body = Encoding.UTF8.GetBytes(Payloads.GuideTrigger);
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Address.Host, server.Address.Port);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {ProcessApi.Path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"));
        await stream.WriteAsync(body.AsMemory(0, 100));
        using (HttpClient asking = server.Client())
        {
            // The server has accepted the connection, and the one that reads the metrics.
            await Metrics.WaitAsync(asking, static metrics => metrics["callgoose_connections_open"] >= 2);
        }

        Task<int> exit = server.SignalAsync(signal);
        await RawHttp.UntilRefusedAsync(server.Address);
        await stream.WriteAsync(body.AsMemory(100));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        string answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 201 ", answer, StringComparison.Ordinal);
        Assert.Equal(0, await exit);
    }
}
