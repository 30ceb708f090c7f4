using System.Text.Json;
using System.Text.RegularExpressions;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>
/// "From nothing to a Slack message in five minutes" of src/Callgoose.Delivery/README.md, followed word for word with a receiver in the place of
/// Slack.
/// </summary>
public sealed partial class FiveMinutesTests(PublishedExecutable executable)
{
    private static readonly string Section = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "delivery.md"))
        .Split("\n## From nothing to a Slack message in five minutes\n")[1].Split("\n## ")[0];

    [Fact]
    public async Task The_four_steps_lead_to_a_message()
    {
        await using var slack = new Receiver(static _ => Receiver.Status(200, body: "ok"));
        using var folder = new ConfiguredFolder(executable);

        // Step 2, as the page has it, except that this receiver is on a private address and that the port is a free one.
        string configuration = ConfigurationPattern().Match(Section).Groups[1].Value.Trim();
        JsonDocument.Parse(configuration);
        File.WriteAllText(
            Path.Combine(folder.Path, "callgoose.json"),
            configuration[..^1] + """, "delivery": { "allowNetworks": ["127.0.0.0/8"] }, "urls": "http://127.0.0.1:0" }""");

        // Step 3.
        Match command = CommandPattern().Match(Section);
        System.Diagnostics.ProcessStartInfo start = folder.Command(command.Groups[2].Value.Split(' '));
        start.Environment[command.Groups[1].Value] = slack.Url;
        await using RunningServer server = await RunningServer.StartAsync(start);

        // Step 4.
        await server.WaitForFirstTokenAsync();
        string line = server.Output.Split('\n').Select(static line => line.Trim()).First(static line => line.StartsWith("curl ", StringComparison.Ordinal));
        CommandResult pasted = await CommandResult.RunAsync("bash", "-c", line);
        Assert.Equal(0, pasted.ExitCode);

        await slack.WaitAsync(static messages => messages.Count == 1);
        JsonElement message = JsonDocument.Parse(slack.Messages.First().Body).RootElement;
        Assert.Equal(":red_circle: triggered: BetterStack - Server Down: api.example.com", message.GetProperty("text").GetString());
        Assert.Equal("section", message.GetProperty("blocks")[0].GetProperty("type").GetString());
        TestServer.AssertNoStumble(server.Errors);
    }

    [GeneratedRegex(@"```json\s+(\{.*?\})\s+```", RegexOptions.Singleline)]
    private static partial Regex ConfigurationPattern();

    /// <summary>The exported variable, and the arguments of the executable.</summary>
    [GeneratedRegex(@"`export (\w+)='[^']*'`[^`]*`out/callgoose ([^`]+)`")]
    private static partial Regex CommandPattern();
}
