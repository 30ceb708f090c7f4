using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>Destinations of tools that are not built in: a file that is loaded at run time (Delivery/README.md).</summary>
public class KindFileTests(PublishedExecutable executable)
{
    private const string Kind = """
        {
          "name": "Siren",
          "description": "A siren on the roof",
          "settings": { "url": { "required": true }, "key": { "secret": true, "required": true } },
          "events": ["triggered", "resolved"],
          "url": "{setting.url}/siren?incident={id|url}",
          "headers": { "X-Key": "{setting.key}" },
          "body": { "on": { "$switch": "event", "triggered": true, "$else": false }, "why": "{title|upper|cut:40}" },
          "samples": [
            {
              "source": "https://siren.example.com/docs", "version": "1",
              "event": { "event": "triggered", "title": "Fire", "id": "a b" }, "settings": { "url": "http://s", "key": "k" },
              "url": "http://s/siren?incident=a%20b", "body": { "on": true, "why": "FIRE" }
            }
          ]
        }
        """;

    [Fact]
    public async Task A_file_of_ones_own_is_checked_and_sends()
    {
        await using var receiver = new Receiver();
        using var folder = new ConfiguredFolder(executable);
        File.WriteAllText(Path.Combine(folder.Path, "Siren.destination.json"), Kind);
        folder.Write($$"""
            "destinations": { "roof": { "kind": "Siren", "url": "{{receiver.Url}}", "key": "env:SIREN_KEY" } },
            "delivery": { "kinds": ["Siren.destination.json"], "allowNetworks": ["127.0.0.0/8"] }
            """);
        Assert.Equal(0, (await folder.RunAsync("check", "Siren.destination.json", "callgoose.json")).ExitCode);
        System.Diagnostics.ProcessStartInfo start = folder.Command("serve");
        start.Environment["SIREN_KEY"] = "k-1";
        await using RunningServer server = await RunningServer.StartAsync(start);
        using HttpClient http = server.Client(await folder.CreateTokenAsync());

        (_, JsonElement answer) = await http.SendAsync(Payloads.Started("1"));
        await receiver.WaitAsync(static messages => messages.Count == 1);

        Received message = receiver.Messages.First();
        Assert.Equal($"POST /hook/siren?incident={answer.GetProperty("incidents")[0].GetString()} HTTP/1.1", message.Line);
        Assert.Equal("k-1", message.Headers["X-Key"]);
        Assert.Equal("""{"on":true,"why":"BETTERSTACK - T"}""", message.Body);
    }

    [Fact]
    public async Task A_file_that_breaks_its_sample_or_names_what_is_not_there_is_refused_at_its_place()
    {
        using var folder = new ConfiguredFolder(executable);
        string file = Path.Combine(folder.Path, "Siren.destination.json");
        folder.Write(""" "destinations": { "roof": { "kind": "Siren", "url": "http://s", "key": "env:K" } }, "delivery": { "kinds": ["Siren.destination.json"] } """);

        File.WriteAllText(file, Kind.Replace("\"FIRE\"", "\"Fire\"", StringComparison.Ordinal));
        CommandResult broken = await folder.RunAsync("check", "Siren.destination.json");
        CommandResult refused = await folder.RunAsync("serve");
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("Siren.destination.json:", broken.Output, StringComparison.Ordinal);
        Assert.Contains("CG5003", broken.Output, StringComparison.Ordinal);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("CG5003", refused.Errors, StringComparison.Ordinal);

        File.WriteAllText(file, Kind.Replace("{title|", "{titel|", StringComparison.Ordinal));
        Assert.Contains("did you mean \"title\"?", (await folder.RunAsync("check", "Siren.destination.json")).Output, StringComparison.Ordinal);

        File.Delete(file);
        Assert.Contains("cannot be read", (await folder.RunAsync("serve")).Errors, StringComparison.Ordinal);
    }
}
