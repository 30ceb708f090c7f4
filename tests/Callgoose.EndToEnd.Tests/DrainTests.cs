using System.Net.Sockets;
using System.Text;
using Callgoose.EndToEnd.Tests.Crash;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests;

/// <summary>README.md, Command line, serve: stop accepting, finish what is in flight, commit, exit 0, whatever clients are connected.</summary>
public class DrainTests(PublishedExecutable executable)
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_stop_under_load_keeps_everything_that_was_answered(string signal)
    {
        using var folder = new TemporaryFolder();
        var ledger = new Ledger();
        Sender[] senders = [.. Enumerable.Range(0, 16).Select(i => new Sender(ledger, $"s{i}"))];
        string token;
        await using (RunningServer server = await RunningServer.StartAsync(executable, folder.Data))
        {
            token = await server.WaitForFirstTokenAsync();
            HttpClient[] clients = [.. senders.Select(_ => server.Client(token))];
            Task[] running = [.. senders.Zip(clients, static (sender, http) => Task.Run(() => sender.RunAsync(http)))];
            while (ledger.Created.Count < 200 && !running.Any(static sender => sender.IsCompleted))
            {
                await Task.Delay(10);
            }

            Assert.Equal(0, await server.SignalAsync(signal));
            await Task.WhenAll(running);
            Array.ForEach(clients, static http => http.Dispose());
            TestServer.AssertNoStumble(server.Errors);
        }

        await using RunningServer again = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient reader = again.Client(token);
        ledger.AssertKept(await reader.IncidentsAsync());
    }

    [Fact]
    public async Task Clients_that_never_finish_do_not_hold_up_a_stop()
    {
        using var folder = new TemporaryFolder();
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        string token = await server.WaitForFirstTokenAsync();
        await using NetworkStream idle = await RawHttp.ConnectAsync(server.Address);
        await using NetworkStream head = await RawHttp.ConnectAsync(server.Address);
        await using NetworkStream body = await RawHttp.ConnectAsync(server.Address);
        await head.WriteAsync("POST /v1/process HTTP/1.1\r\nHost"u8.ToArray());
        await body.WriteAsync((byte[])[.. RawRequest.HeadOf(token, 1000), .. Encoding.UTF8.GetBytes(Payloads.Started("half"))]);
        using (HttpClient asking = server.Client())
        {
            // The server has accepted the three connections, and the one that reads the metrics.
            await Metrics.WaitAsync(asking, static metrics => metrics["callgoose_connections_open"] >= 4);
        }

        Task<int> exit = server.SignalAsync("TERM");
        await RawHttp.UntilRefusedAsync(server.Address);

        Assert.Equal(0, await exit);
        TestServer.AssertNoStumble(server.Errors);
        await using RunningServer again = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient reader = again.Client(token);
        Assert.Empty(await reader.IncidentsAsync());
    }
}
