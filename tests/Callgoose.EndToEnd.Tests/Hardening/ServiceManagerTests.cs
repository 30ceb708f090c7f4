using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Callgoose.EndToEnd.Tests.Faults;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Hardening;

/// <summary>What the server tells a service manager over its socket (sd_notify), and what not.</summary>
public sealed class ServiceManagerTests(PublishedExecutable executable, FaultLibrary library) : IDisposable
{
    private readonly TemporaryFolder folder = new TemporaryFolder().WithData();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_told_when_the_server_serves_reloads_and_ends(bool isAbstract)
    {
        string name = isAbstract ? $"@callgoose-{Guid.NewGuid():N}" : Path.Combine(folder.Path, "notify");
        using Socket socket = Bind(name);
        ProcessStartInfo start = Serve();
        start.Environment["NOTIFY_SOCKET"] = name;
        await using RunningServer server = await RunningServer.StartAsync(start);

        Assert.Equal("READY=1", await ReceiveAsync(socket));
        long before = Microseconds();
        await server.SignalAsync("HUP", "Configuration reloaded");
        string[] reloading = (await ReceiveAsync(socket)).Split('\n');
        Assert.Equal("RELOADING=1", reloading[0]);
        Assert.InRange(long.Parse(reloading[1]["MONOTONIC_USEC=".Length..], CultureInfo.InvariantCulture), before, Microseconds());
        Assert.Equal("READY=1", await ReceiveAsync(socket));
        Assert.Equal(0, await server.SignalAsync("TERM"));
        Assert.Equal("STOPPING=1", await ReceiveAsync(socket));
        TestServer.AssertNoStumble(server.Errors);
    }

    /// <summary>While a commit waits for the disk the writer stands still: the manager hears nothing then, and all is well again afterwards.</summary>
    [Fact]
    public async Task It_is_told_that_the_server_lives_while_commits_go_on_and_no_longer()
    {
        string name = Path.Combine(folder.Path, "notify");
        using Socket socket = Bind(name);
        using var faulty = new FaultyFolder(executable, library);
        await using RunningServer server = await faulty.ServeAsync(false, ("NOTIFY_SOCKET", name), ("WATCHDOG_USEC", "3000000"));
        Assert.Equal("READY=1", await ReceiveAsync(socket));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("WATCHDOG=1", await ReceiveAsync(socket));
        }

        CommandResult created = await CommandResult.RunAsync(executable, "tokens", "create", "--name", "first", "--data", faulty.Data);
        using HttpClient http = server.Client(created.Output.Trim());
        faulty.Faults.SlowSync = TimeSpan.FromMinutes(1);
        Task<Reply> call = http.PostAsync(Payloads.Started("stuck"));

        // Messages in flight still arrive; then there is silence, although the server answers.
        while (await TryReceiveAsync(socket, TimeSpan.FromSeconds(4)) is string told)
        {
            Assert.Equal("WATCHDOG=1", told);
        }

        Assert.False(call.IsCompleted);
        using HttpResponseMessage alive = await http.GetAsync("/healthz");
        Assert.Equal(200, (int)alive.StatusCode);
        await server.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task A_manager_that_watches_another_process_is_not_told()
    {
        string name = Path.Combine(folder.Path, "notify");
        using Socket socket = Bind(name);
        ProcessStartInfo start = Serve();
        start.Environment["NOTIFY_SOCKET"] = name;
        start.Environment["WATCHDOG_USEC"] = "400000";
        start.Environment["WATCHDOG_PID"] = "1";
        await using RunningServer server = await RunningServer.StartAsync(start);
        Assert.Equal("READY=1", await ReceiveAsync(socket));
        Assert.Equal(0, await server.SignalAsync("TERM"));
        Assert.Equal("STOPPING=1", await ReceiveAsync(socket));
    }

    /// <summary>The output of a service is kept in a journal that others may read.</summary>
    [Fact]
    public async Task No_token_is_printed_for_a_service_but_how_to_make_one()
    {
        string name = Path.Combine(folder.Path, "notify");
        using Socket socket = Bind(name);
        ProcessStartInfo start = Serve();
        start.Environment["NOTIFY_SOCKET"] = name;
        await using RunningServer server = await RunningServer.StartAsync(start);
        await ReceiveAsync(socket);

        string output = await server.WaitForOutputAsync($"callgoose tokens create --name NAME --data '{folder.Data}'");
        Assert.DoesNotContain("cg_", output, StringComparison.Ordinal);
        CommandResult created = await CommandResult.RunAsync(executable, "tokens", "create", "--name", "first", "--data", folder.Data);
        using HttpClient http = server.Client(created.Output.Trim());
        Assert.Equal(201, (int)(await http.SendAsync(Payloads.GuideTrigger)).Status);
    }

    [Theory]
    [InlineData("/nowhere/notify")]
    [InlineData("@callgoose-nobody-listens")]
    public async Task A_manager_that_does_not_listen_is_no_reason_to_end(string name)
    {
        ProcessStartInfo start = Serve();
        start.Environment["NOTIFY_SOCKET"] = name;
        await using RunningServer server = await RunningServer.StartAsync(start);

        Assert.Equal(0, await server.SignalAsync("TERM"));
    }

    private ProcessStartInfo Serve() => Start.Of(executable.Path, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0");

    private static Socket Bind(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(name[0] == '@' ? '\0' + name[1..] : name));
        return socket;
    }

    /// <returns>Null if nothing comes in time.</returns>
    private static async Task<string?> TryReceiveAsync(Socket socket, TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        try
        {
            byte[] message = new byte[4096];
            return Encoding.ASCII.GetString(message, 0, await socket.ReceiveAsync(message, end.Token));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        byte[] message = new byte[4096];
        int length = await socket.ReceiveAsync(message).WaitAsync(TimeSpan.FromSeconds(60));
        return Encoding.UTF8.GetString(message, 0, length);
    }

    private static long Microseconds() => (long)(Stopwatch.GetTimestamp() * (1_000_000.0 / Stopwatch.Frequency));
}
