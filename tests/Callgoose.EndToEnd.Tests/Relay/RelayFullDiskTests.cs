using System.Diagnostics;
using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Relay;

/// <summary>A relay with a full disk accepts nothing more, keeps what it accepted, and sends it on.</summary>
public class RelayFullDiskTests(PublishedExecutable executable)
{
    private const int MostCalls = 3000;

    [Fact]
    public async Task What_was_taken_goes_on_once_and_in_order_though_nothing_can_be_written()
    {
        await using RelayPair pair = await RelayPair.MakeAsync(executable);
        await using RunningServer upstream = await pair.Upstream.ServeAsync();
        using HttpClient reader = upstream.Client(pair.Reader);
        List<string> taken;

        // If the signal is ignored, a write past the limit fails with EFBIG.
        await using (RunningServer edge = await RunningServer.StartAsync(Within(pair.Edge.Command("serve"), "bash", "-c", "trap '' XFSZ; ulimit -f 2000; exec \"$@\"", "bash")))
        {
            taken = await FillAsync(edge, pair.Sender);
            pair.Network.Join(upstream.Address);
            await RelayPair.UntilAsync(async () => (await reader.IncidentsAsync()).Count >= taken.Count, () => edge.Errors);
            TestServer.AssertNoTrace(edge.Errors);
            Assert.Equal(0, await edge.SignalAsync("TERM"));
        }

        await using RunningServer again = await pair.Edge.ServeAsync();
        await AssertTakesAndSendsOnAsync(again, pair, reader, taken);
    }

    /// <summary>The disk is a file system in memory, mounted for the relay alone.</summary>
    [Fact]
    public async Task A_relay_stops_taking_before_its_disk_is_full_and_gets_out_of_it_by_itself()
    {
        Assert.SkipUnless(await CanMountAsync(), "mounting needs root, or namespaces of users");
        await using RelayPair pair = await RelayPair.MakeAsync(executable);
        await using RunningServer upstream = await pair.Upstream.ServeAsync();
        using HttpClient reader = upstream.Client(pair.Reader);
        string data = Path.Combine(pair.Edge.Path, "callgoose-data");
        const string OnSmallDisk = """cp -a "$1" "$1.before" && mount -t tmpfs -o size=24m,mode=700 tmpfs "$1" && cp -a "$1.before/." "$1" && { shift; exec "$@"; }""";
        await using RunningServer edge = await RunningServer.StartAsync(Within(pair.Edge.Command("serve"), [.. Mounting, "bash", "-c", OnSmallDisk, "bash", data]));

        List<string> taken = await FillAsync(edge, pair.Sender);
        await edge.WaitForLogAsync("less than 16 MiB left");
        Assert.DoesNotContain("cannot commit", edge.Errors, StringComparison.Ordinal);
        pair.Network.Join(upstream.Address);

        await AssertTakesAndSendsOnAsync(edge, pair, reader, taken);
    }

    private static readonly string[] Mounting = ["unshare", "--user", "--map-root-user", "--mount"];

    private static async Task<bool> CanMountAsync()
    {
        using Process probe = Process.Start("unshare", ["--user", "--map-root-user", "--mount", "true"]);
        await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
        return probe.ExitCode == 0;
    }

    private static ProcessStartInfo Within(ProcessStartInfo serve, params string[] command)
    {
        ProcessStartInfo start = Start.Of([.. command, serve.FileName, .. serve.ArgumentList]);
        start.WorkingDirectory = serve.WorkingDirectory;
        return start;
    }

    /// <summary>Sends until a call is refused.</summary>
    /// <returns>The keys of the accepted calls, in order.</returns>
    private static async Task<List<string>> FillAsync(RunningServer edge, string token)
    {
        using HttpClient http = edge.Client(token);
        var taken = new List<string>();
        string text = new('x', 20_000);
        while (taken.Count < MostCalls)
        {
            HttpStatusCode status = (await RelayPair.SendAsync(http, $$"""{"status":"Started","id":"call {{taken.Count}}","description":"{{text}}"}""")).Status;
            if (status != HttpStatusCode.Accepted)
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                Assert.NotEmpty(taken);
                return taken;
            }

            taken.Add($"call {taken.Count}");
        }

        Assert.Fail("the disk never was full");
        return taken;
    }

    private static async Task AssertTakesAndSendsOnAsync(RunningServer edge, RelayPair pair, HttpClient reader, List<string> taken)
    {
        using HttpClient http = edge.Client(pair.Sender);
        await RelayPair.UntilAsync(async () => (await RelayPair.SendAsync(http, Payloads.Started("after"))).Status == HttpStatusCode.Accepted, () => edge.Errors);
        await RelayPair.UntilAsync(async () => (await reader.IncidentsAsync()).Any(static incident => incident.Text("incidentKey") == "after"), () => edge.Errors);

        Assert.Equal(
            taken.Append("after").Reverse(),
            (await reader.IncidentsAsync()).Select(static incident => incident.Text("incidentKey")));
    }
}
