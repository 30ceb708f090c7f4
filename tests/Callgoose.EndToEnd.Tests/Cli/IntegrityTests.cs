using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary><c>callgoose integrity</c>: one word if all is well; otherwise what is wrong and what to do.</summary>
public sealed class IntegrityTests(PublishedExecutable executable)
{
    [Fact]
    public async Task A_folder_is_checked_while_it_is_served_and_after_and_damage_is_told()
    {
        using var folder = new TemporaryFolder();
        await using (RunningServer server = await RunningServer.StartAsync(executable, folder.Data))
        {
            using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
            await http.OpenAsync(Payloads.Started("open"));
            CommandResult sound = await RunAsync(folder);
            Assert.Equal((0, "ok\n"), (sound.ExitCode, sound.Output));
            Assert.Contains("checking incidents.db: pages, tables and indexes\n", sound.Errors, StringComparison.Ordinal);
            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        Assert.Equal("ok\n", (await RunAsync(folder)).Output);
        using (FileStream file = File.OpenWrite(Path.Combine(folder.Data, "incidents.db")))
        {
            // The pages of the tables follow the page with their names.
            file.Position = 2 * 4096;
            file.Write(new byte[512]);
        }

        CommandResult damaged = await RunAsync(folder);
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains("incidents.db", damaged.Output, StringComparison.Ordinal);
        Assert.Contains("restore the newest backup", damaged.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_wrong_usage()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(2, (await RunAsync(folder)).ExitCode);
        Assert.False(Directory.Exists(folder.Data));
    }

    private Task<CommandResult> RunAsync(TemporaryFolder folder) => CommandResult.RunAsync(executable, "integrity", "--data", folder.Data);
}
