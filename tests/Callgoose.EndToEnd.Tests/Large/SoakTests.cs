using System.Globalization;
using System.Net;
using System.Text;
using Callgoose.EndToEnd.Tests.Faults;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Large;

/// <summary>
/// Weeks in seconds (tests/README.md R13): under load the clock runs eight days per second, so that everything with a retention time comes and goes.
/// Files, log and memory stop growing. The default is 12 seconds; CALLGOOSE_SOAK_SECONDS=600 runs the long form.
/// </summary>
public sealed class SoakTests(PublishedExecutable executable, FaultLibrary library, ITestOutputHelper output)
{
    private const int Connections = 4;
    private const double MiB = 1024 * 1024;

    /// <summary>A smaller file proves nothing: most of the data is still in the log.</summary>
    private const double LeastFileMiB = 16;

    /// <summary>tests/README.md R13 allows 5 %; a run of seconds ends before the heap has settled.</summary>
    private static double MostGrowth(int seconds) => seconds >= 300 ? 1.05 : 1.15;

    [Fact]
    public async Task Files_and_memory_stop_growing()
    {
        int seconds = int.Parse(Environment.GetEnvironmentVariable("CALLGOOSE_SOAK_SECONDS") ?? "12", CultureInfo.InvariantCulture);
        using var folder = new FaultyFolder(executable, library);
        await using RunningServer server = await folder.ServeAsync(false, ("CALLGOOSE_RETENTION", "7d"));
        string token = await server.WaitForFirstTokenAsync();
        using var stop = new CancellationTokenSource();
        Task<int>[] senders = [.. Enumerable.Range(0, Connections).Select(i => Task.Run(() => SendAsync(server.Client(token), $"{i}", stop.Token)))];
        (double Memory, double File) half = default;
        double log = 0;
        DateTime begin = DateTime.UtcNow;
        for (double passed = 0; passed < seconds && !senders.Any(static sender => sender.IsFaulted); passed = (DateTime.UtcNow - begin).TotalSeconds)
        {
            folder.Faults.ClockOffset = TimeSpan.FromDays(8 * passed);
            log = Math.Max(log, Size(folder, "incidents.db-wal"));
            half = passed < seconds / 2.0 ? (Math.Max(half.Memory, server.ResidentMiB()), Size(folder, "incidents.db")) : half;
            await Task.Delay(100);
        }

        (double Memory, double File) end = (server.ResidentMiB(), Size(folder, "incidents.db"));
        await stop.CancelAsync();
        int calls = (await Task.WhenAll(senders)).Sum();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds} s, {calls} calls: memory {half.Memory:0.0} and {end.Memory:0.0} MiB, incidents.db {half.File:0.0} and {end.File:0.0} MiB at half and at the end, log at most {log:0.0} MiB"));
        Assert.InRange(end.Memory, 0, half.Memory * MostGrowth(seconds));

        // The file has room for the busiest month; twice as much allows for a machine that grew faster.
        Assert.InRange(end.File, 0, Math.Max(half.File * 2, LeastFileMiB));

        // 16 MB, plus what one commit and a reader in the way add.
        Assert.InRange(log, 0, 48);
        using HttpClient reader = server.Client(token);
        Assert.InRange((await reader.IncidentsAsync()).Count, 1, calls / 4);
        TestServer.AssertNoStumble(server.Errors);
        await folder.AssertSoundAsync();
    }

    private static double Size(FaultyFolder folder, string name) => new FileInfo(Path.Combine(folder.Data, name)).Length / MiB;

    /// <summary>Opens an incident, repeats it and resolves it, each with a delivery id.</summary>
    /// <returns>How many calls it made.</returns>
    private static async Task<int> SendAsync(HttpClient http, string name, CancellationToken stop)
    {
        using (http)
        {
            int calls = 0;
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                string key = $"{name}-{i}";
                foreach (string payload in (string[])[Payloads.Started(key), Payloads.Started(key), Payloads.Resolved(key)])
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, ProcessApi.Path);
                    request.Headers.Add("webhook-id", $"{name}-{calls++}");
                    request.Content = new StringContent(payload, Encoding.UTF8, "application/json");
                    using HttpResponseMessage response = await http.SendAsync(request, CancellationToken.None);
                    Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, response.StatusCode.ToString());
                }
            }

            return calls;
        }
    }
}
