using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary>
/// A backup under load, unpacked elsewhere, contains everything that was acknowledged before the backup began (tests/README.md R17).
/// </summary>
public sealed class BackupTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task What_was_acknowledged_before_the_backup_is_in_it()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var acknowledged = new ConcurrentQueue<string>();
        Task[] senders = [.. Enumerable.Range(0, 4).Select(_ => SendUntilAsync(acknowledged, stop.Token))];
        while (acknowledged.Count < 500)
        {
            await Task.Delay(10);
        }

        string[] before = [.. acknowledged];
        string file = Path.Combine(folder.Path, "backup.tar");
        CommandResult backup = await CommandResult.RunAsync(server.Executable, ["backup", file, "--data", server.Data]);
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        Assert.True(backup.ExitCode == 0, backup.Errors);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(folder.Path));

        Directory.CreateDirectory(folder.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using (Process tar = Process.Start("tar", ["-xf", file, "-C", folder.Data]))
        {
            await tar.WaitForExitAsync();
            Assert.Equal(0, tar.ExitCode);
        }

        Assert.Equal("ok\n", (await CommandResult.RunAsync(server.Executable, "integrity", "--data", folder.Data)).Output);

        // The token of the original works there too.
        await using RunningServer restored = await RunningServer.StartAsync(server.Executable, folder.Data);
        using HttpClient http = restored.Client(server.Token);
        HashSet<string> there = [.. (await http.IncidentsAsync()).Select(static incident => incident.Text("incidentKey")!)];
        Assert.Superset(before.ToHashSet(), there);
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(Payloads.Started("after"))).Status);
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_written_over_and_a_folder_that_is_not_is_told()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "backup.tar");
        await File.WriteAllTextAsync(file, "mine");

        Assert.Equal(2, (await CommandResult.RunAsync(server.Executable, ["backup", file, "--data", server.Data])).ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
        Assert.Equal(2, (await CommandResult.RunAsync(server.Executable, ["backup", file + "2", "--data", folder.Data])).ExitCode);
    }

    [Fact]
    public async Task What_a_killed_backup_has_left_goes_with_the_next_one()
    {
        using var folder = new TemporaryFolder();
        string left = Path.Combine(folder.Path, ".callgoose-backup.4194305.tmp");
        string others = Path.Combine(folder.Path, ".callgoose-backup.x.tmp");
        string running = Path.Combine(folder.Path, $".callgoose-backup.{Environment.ProcessId}.tmp");
        foreach (string path in (string[])[left, others, running])
        {
            Directory.CreateDirectory(path);
            await File.WriteAllTextAsync(Path.Combine(path, "incidents.db"), "a copy");
        }

        string file = Path.Combine(folder.Path, "backup.tar");
        CommandResult backup = await CommandResult.RunAsync(server.Executable, ["backup", file, "--data", server.Data]);

        Assert.True(backup.ExitCode == 0, backup.Errors);
        Assert.Equal(((string[])[running, others, file]).Order(), Directory.EnumerateFileSystemEntries(folder.Path).Order());
    }

    private async Task SendUntilAsync(ConcurrentQueue<string> acknowledged, CancellationToken stop)
    {
        using HttpClient http = server.Server.Client(server.Token);
        while (!stop.IsCancellationRequested)
        {
            string key = Guid.NewGuid().ToString();
            Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(Payloads.Started(key))).Status);
            acknowledged.Enqueue(key);
        }
    }
}
