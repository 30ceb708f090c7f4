using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary><c>callgoose restore</c> turns a backup into a data folder again, and touches nothing that exists.</summary>
public sealed class RestoreTests(PublishedExecutable executable) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_backup_is_served_again_with_its_tokens_and_incidents()
    {
        string backup = Path.Combine(folder.Path, "backup.tar");
        string restored = Path.Combine(folder.Path, "restored");
        string token;
        await using (RunningServer server = await RunningServer.StartAsync(executable, folder.Data))
        {
            token = await server.WaitForFirstTokenAsync();
            using HttpClient http = server.Client(token);
            await http.OpenAsync(Payloads.Started("kept"));
            Assert.Equal(0, (await CommandResult.RunAsync(executable, "backup", backup, "--data", folder.Data)).ExitCode);
            await http.OpenAsync(Payloads.Started("later"));
        }

        CommandResult done = await CommandResult.RunAsync(executable, "restore", backup, "--data", restored);
        CommandResult again = await CommandResult.RunAsync(executable, "restore", backup, "--data", restored);

        Assert.True(done.ExitCode == 0, done.Errors);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("exists already and is not empty", again.Errors, StringComparison.Ordinal);
        await using RunningServer second = await RunningServer.StartAsync(executable, restored);
        using HttpClient reader = second.Client(token);
        Assert.Equal(["kept"], (await reader.IncidentsAsync()).Select(static one => one.Text("incidentKey")));
    }

    [Fact]
    public async Task What_is_no_backup_leaves_nothing_behind()
    {
        string file = Path.Combine(folder.Path, "other.tar");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "other"), "nothing");
        await CommandResult.RunAsync("tar", "-C", folder.Path, "-cf", file, "other");
        string text = Path.Combine(folder.Path, "other");

        foreach (string wrong in (string[])[file, text, "no-such-file"])
        {
            CommandResult result = await CommandResult.RunAsync(executable, "restore", wrong, "--data", folder.Data);

            Assert.True(result.ExitCode is 1 or 2, result.Errors);
            Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
            Assert.False(Directory.Exists(folder.Data));
            Assert.False(Directory.Exists(folder.Data + ".restoring"));
        }
    }
}
