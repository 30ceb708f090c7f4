using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Hardening;

/// <summary>Only the owner can access the server's files, and the server does not start if others can.</summary>
public sealed class FolderModeTests(PublishedExecutable executable) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Also with a umask that keeps all bits.</summary>
    [Fact]
    public async Task The_folder_has_mode_700_and_every_file_in_it_600()
    {
        await using RunningServer server = await RunningServer.StartAsync(Start.Of(
            "bash", "-c", "umask 000; exec \"$@\"", "bash", executable.Path, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0"));
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        await http.OpenAsync(Payloads.Started("a"));
        string backup = Path.Combine(folder.Path, "backup.tar");
        await CommandResult.RunAsync(executable, "backup", backup, "--data", folder.Data);

        Assert.Equal("700", Mode(folder.Data));
        Assert.All(Directory.GetFiles(folder.Data).Append(backup), static file => Assert.Equal((file, "600"), (file, Mode(file))));
        Assert.NotEmpty(Directory.GetFiles(folder.Data, "*.db-wal"));
    }

    [Theory]
    [InlineData("755")]
    [InlineData("750")]
    [InlineData("701")]
    [InlineData("777")]
    public async Task A_folder_that_others_may_enter_is_refused_in_one_line_that_mends_it(string mode)
    {
        Directory.CreateDirectory(folder.Data);
        await ChmodAsync(mode, folder.Data);

        await AssertRefusedUntilAsync(folder.Data, $"chmod 700 '{folder.Data}'");
    }

    [Theory]
    [InlineData("tokens.db")]
    [InlineData("incidents.db")]
    [InlineData("api-log.db")]
    public async Task A_database_that_others_may_read_is_refused_in_one_line_that_mends_it(string name)
    {
        await using (RunningServer first = await RunningServer.StartAsync(executable, folder.Data))
        {
            Assert.Equal(0, await first.SignalAsync("TERM"));
        }

        string file = Path.Combine(folder.Data, name);
        await ChmodAsync("644", file);

        await AssertRefusedUntilAsync(file, $"chmod 600 '{file}'");
    }

    private async Task AssertRefusedUntilAsync(string path, string mending)
    {
        CommandResult refused = await CommandResult.RunAsync(executable, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0");
        Assert.Equal((1, string.Empty), (refused.ExitCode, refused.Output));
        string line = Assert.Single(refused.Errors.TrimEnd('\n').Split('\n'));
        Assert.Contains($"'{path}'", line, StringComparison.Ordinal);
        Assert.EndsWith(mending, line, StringComparison.Ordinal);

        Assert.Equal(0, (await CommandResult.RunAsync("bash", "-c", mending)).ExitCode);
        await using RunningServer mended = await RunningServer.StartAsync(executable, folder.Data);
        Assert.Equal(0, await mended.SignalAsync("TERM"));
    }

    private static async Task ChmodAsync(string mode, string path) => Assert.Equal(0, (await CommandResult.RunAsync("chmod", mode, path)).ExitCode);

    private static string Mode(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
