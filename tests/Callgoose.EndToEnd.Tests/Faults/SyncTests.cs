using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>The syncs and writes of a commit, counted where the server calls the system.</summary>
public sealed class SyncTests(PublishedExecutable executable, FaultLibrary library)
{
    [Fact]
    public async Task A_call_is_answered_after_one_sync_and_its_entry_in_the_api_log_needs_none()
    {
        const int Calls = 20;
        using var folder = new FaultyFolder(executable, library);
        await using RunningServer server = await folder.ServeAsync();
        await server.WaitForFirstTokenAsync();
        CommandResult created = await CommandResult.RunAsync(executable, "tokens", "create", "--name", "debugged", "--debug", "--scope", "process,read", "--data", folder.Data);
        using HttpClient http = server.Client(created.Output.TrimEnd('\n'));
        await http.OpenAsync(Payloads.Started("first"));
        (long syncs, long others) = (folder.Faults.Syncs, folder.Faults.OtherSyncs);

        for (int call = 0; call < Calls; call++)
        {
            await http.OpenAsync(Payloads.Started($"{call}"));
            Assert.Equal(syncs + call + 1, folder.Faults.Syncs);
        }

        Assert.Equal(others, folder.Faults.OtherSyncs);
        CommandResult logs = await CommandResult.RunAsync(executable, "logs", "--data", folder.Data);
        Assert.Contains("trigger: passed", logs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_of_many_pages_is_one_write()
    {
        const int Calls = 20;
        using var folder = new FaultyFolder(executable, library);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());

        // The first one starts the log, whose header is written and synced separately.
        await http.OpenAsync(Payloads.Started("first"));
        long writes = folder.Faults.LogWrites;
        for (int call = 0; call < Calls; call++)
        {
            await http.OpenAsync(Payloads.Started($"{call}"));
            Assert.Equal(writes + call + 1, folder.Faults.LogWrites);
        }
    }

    [Fact]
    public async Task Calls_that_wait_share_a_sync()
    {
        const int Calls = 64;
        using var folder = new FaultyFolder(executable, library);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        await http.OpenAsync(Payloads.Started("first"));
        long before = folder.Faults.Syncs;
        folder.Faults.SlowSync = TimeSpan.FromMilliseconds(200);

        await Task.WhenAll(Enumerable.Range(0, Calls).Select(i => http.SendAsync(Payloads.Started($"{i}"))));

        Assert.InRange(folder.Faults.Syncs - before, 1, Calls / 4);
    }
}
