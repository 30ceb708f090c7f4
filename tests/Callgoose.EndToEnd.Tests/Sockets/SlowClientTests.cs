using System.Net.Sockets;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Sockets;

/// <summary>Slow clients: the server reads slow requests to the end, drops stuck connections, and serves others in the meantime.</summary>
public class SlowClientTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Stuck_clients_are_let_go_and_hold_up_nobody()
    {
        string before = server.Server.Errors;
        byte[] body = Encoding.UTF8.GetBytes(Payloads.Started("stuck"));
        Task<string>[] inTheHead = [.. Enumerable.Range(0, 20).Select(_ => SendAsync("POST /v1/process HTTP/1.1\r\nHost: x\r\nX-Slow"u8.ToArray()))];
        Task<string>[] inTheBody = [.. Enumerable.Range(0, 20).Select(_ => SendAsync([.. RawRequest.HeadOf(server.Token, body.Length), .. body[..^1]]))];

        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(201, (int)(await server.Http.PostAsync(Payloads.Started($"meanwhile {i}"))).Status);
        }

        Assert.All(await Task.WhenAll(inTheBody), static answer =>
        {
            Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
            Assert.Contains("urn:callgoose:problem:request-timeout", answer, StringComparison.Ordinal);
        });
        Assert.All(await Task.WhenAll(inTheHead), static answer => Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal));
        Assert.DoesNotContain(await server.Http.IncidentsAsync(), static incident => incident.Text("incidentKey") == "stuck");
        Assert.Equal(before, server.Server.Errors);
    }

    [Fact]
    public async Task A_head_that_comes_slowly_is_heard_to_its_end()
    {
        byte[] body = Encoding.UTF8.GetBytes(Payloads.Started("slow head"));
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);

        foreach (byte[] piece in RawRequest.HeadOf(server.Token, body.Length).Chunk(3))
        {
            await stream.WriteAsync(piece);
            await Task.Delay(10);
        }

        await stream.WriteAsync(body);

        Assert.Equal(201, (await new HttpAnswers(stream).NextAsync()).Status);
    }

    private async Task<string> SendAsync(byte[] bytes)
    {
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        await stream.WriteAsync(bytes);
        return await RawHttp.ReadToEndAsync(stream);
    }
}
