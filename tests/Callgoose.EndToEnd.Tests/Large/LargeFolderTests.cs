using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Large;

/// <summary>
/// A folder with many incidents needs as little memory as an empty one, starts, and is intact. The default is 100,000; CALLGOOSE_INCIDENTS=1000000
/// runs more. The time of a start is printed, but not limited.
/// </summary>
public sealed class LargeFolderTests(PublishedExecutable executable, ITestOutputHelper output)
{
    /// <summary>The caches of the writer, 8 MiB, and of the reader, 2 MiB, fill up; the rest is for noise.</summary>
    private const double MostMiB = 16;

    /// <summary>A million incidents on a busy machine.</summary>
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task A_start_takes_no_more_memory_however_many_incidents_there_are()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("CALLGOOSE_INCIDENTS") ?? "100000", CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();
        string token;
        double empty;
        var taken = Stopwatch.StartNew();
        await using (RunningServer first = await RunningServer.StartAsync(executable, folder.Data))
        {
            output.WriteLine($"empty: start to ready in {taken.Elapsed.TotalMilliseconds:0} ms");
            token = await first.WaitForFirstTokenAsync();
            empty = await UseAsync(first, token, "before", hasOld: false);
            Assert.Equal(0, await first.SignalAsync("TERM"));
        }

        CommandResult added = await CommandResult.RunAsync(
            Start.Of(["python3", Path.Combine(AppContext.BaseDirectory, "Large", "add-incidents.py"), Path.Combine(folder.Data, "incidents.db"), $"{count}"]), HangGuard);
        Assert.True(added.ExitCode == 0, added.Errors);

        // Once to add checksums to the new pages; once after a clean stop, then after two kills, with a log to recover.
        await using (RunningServer rewriting = await RunningServer.StartAsync(executable, folder.Data))
        {
            Assert.Equal(0, await rewriting.SignalAsync("TERM"));
            TestServer.AssertNoStumble(rewriting.Errors);
        }

        for (int start = 0; start < 3; start++)
        {
            taken.Restart();
            await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
            TimeSpan time = taken.Elapsed;
            double large = await UseAsync(server, token, $"start {start}", hasOld: true);
            output.WriteLine($"{count} incidents: start to ready in {time.TotalMilliseconds:0} ms, {large:0.0} MiB in use; {empty:0.0} MiB when empty");
            Assert.InRange(large, 0, empty + MostMiB);
            await server.KillAsync();
        }

        CommandResult integrity = await CommandResult.RunAsync(Start.Of([executable.Path, "integrity", "--data", folder.Data]), HangGuard);
        Assert.True(integrity.ExitCode == 0, integrity.Output + integrity.Errors);
    }

    /// <summary>Opens, repeats and resolves incidents, new and old ones, and lists some.</summary>
    /// <returns>The server's memory then, in MiB.</returns>
    private static async Task<double> UseAsync(RunningServer server, string token, string name, bool hasOld)
    {
        using HttpClient http = server.Client(token);
        await http.OpenAsync(Payloads.Started($"{name} stays open"));
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(Payloads.Started($"{name} {i}"))).Status);
            Assert.Equal(HttpStatusCode.OK, (await http.PostAsync(Payloads.Started($"{name} {i}"))).Status);
            Assert.Equal(HttpStatusCode.OK, (await http.PostAsync(Payloads.Resolved($"{name} {i}"))).Status);
            if (hasOld)
            {
                Assert.Equal(HttpStatusCode.OK, (await http.PostAsync(Payloads.Started($"old {i * 100}"))).Status);
            }
        }

        foreach (string query in (string[])["", "&state=active", "&state=resolved"])
        {
            JsonElement page = await http.ReadAsync("/v1/incidents?limit=1000" + query);
            Assert.NotEqual(0, page.GetProperty("incidents").GetArrayLength());
        }

        return server.ResidentMiB();
    }
}
