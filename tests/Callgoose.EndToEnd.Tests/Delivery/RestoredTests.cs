using System.Diagnostics;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>
/// A backup includes waiting deliveries: a restored server sends them, and nothing that was finished before the backup (Delivery/README.md).
/// </summary>
public class RestoredTests(PublishedExecutable executable)
{
    [Fact]
    public async Task What_waited_when_the_backup_was_made_goes_out_where_it_is_put_back()
    {
        await using var up = new Receiver();
        await using var down = new Receiver(static _ => Receiver.Status(503));
        using var folder = new ConfiguredFolder(executable);
        folder.Write($$"""
            "destinations": { "up": { "kind": "Webhook", "url": "{{up.Url}}" }, "down": { "kind": "Webhook", "url": "{{down.Url}}" } },
            "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        string file = Path.Combine(folder.Path, "backup.tar");
        await using (RunningServer server = await folder.ServeAsync())
        {
            using HttpClient http = server.Client(await folder.CreateTokenAsync());
            for (int i = 0; i < 3; i++)
            {
                await http.SendAsync(Payloads.Started($"{i}"));
            }

            await up.WaitAsync(static messages => messages.Count == 3);
            await down.WaitAsync(static messages => messages.Count >= 3);
            while ((await folder.RunAsync("deliveries", "list", "--state", "delivered")).Output.Split('\n').Count(static line => line.StartsWith("msg_", StringComparison.Ordinal)) < 3)
            {
                await Task.Delay(20);
            }

            CommandResult backup = await folder.RunAsync("backup", file);
            Assert.True(backup.ExitCode == 0, backup.Errors);
        }

        string[] told = [.. down.Messages.Select(static message => message.Id).Distinct().Order()];
        down.Messages.Clear();
        down.Answer = static _ => Receiver.Ok;
        Directory.CreateDirectory(Path.Combine(folder.Path, "restored"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using (Process tar = Process.Start("tar", ["-xf", file, "-C", Path.Combine(folder.Path, "restored")]))
        {
            await tar.WaitForExitAsync();
            Assert.Equal(0, tar.ExitCode);
        }

        await using RunningServer restored = await folder.ServeAsync("--data", "restored");
        await down.WaitAsync(static messages => messages.Count == 3);

        Assert.Equal(told, down.Messages.Select(static message => message.Id).Order());
        Assert.Equal(3, up.Messages.Count);
    }
}
