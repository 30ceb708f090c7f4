using System.Diagnostics;
using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Crash;

/// <summary>A start that is interrupted.</summary>
public class StartTests(PublishedExecutable executable)
{
    [Fact]
    public async Task Starts_that_are_killed_half_way_leave_a_folder_that_starts()
    {
        var random = new Random();
        using var folder = new TemporaryFolder().WithData();
        for (int start = 0; start < 30; start++)
        {
            await KillStartAsync(folder.Data, TimeSpan.FromMilliseconds(random.Next(0, 60)));
        }

        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);

        // The token of the first start may be lost with it, unseen; another one can be created.
        CommandResult created = await CommandResult.RunAsync(executable, "tokens", "create", "--name", "x", "--data", folder.Data);
        Assert.True(created.ExitCode == 0, created.Errors);
        using HttpClient http = server.Client(created.Output.TrimEnd('\n'));
        Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.GuideTrigger)).Status);
        TestServer.AssertNoStumble(server.Errors);
    }

    private async Task KillStartAsync(string data, TimeSpan after)
    {
        using Process process = Process.Start(Start.Of(executable.Path, "serve", "--data", data, "--urls", "http://127.0.0.1:0"))!;
        await Task.Delay(after);
        Assert.False(process.HasExited, "the server gave up by itself");
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }
}
