using System.Net;
using System.Security.Cryptography;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>What a receiver gets, and what a misbehaving receiver costs (Delivery/README.md).</summary>
public class DeliveryTests(PublishedExecutable executable)
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public async Task An_incident_arrives_signed_with_each_secret_and_its_end_after_it()
    {
        await using var receiver = new Receiver();
        using ConfiguredFolder folder = Folder(receiver, """, "secrets": ["env:OLD_SECRET", "env:NEW_SECRET"]""");
        await using RunningServer server = await ServeAsync(folder, ("OLD_SECRET", Secret), ("NEW_SECRET", "whsec_AAAAAAAAAAAAAAAAAAAAAAAA"));
        using HttpClient http = server.Client(await folder.CreateTokenAsync());

        await http.SendAsync(Payloads.Started("1"));
        await http.SendAsync(Payloads.Resolved("1"));
        await receiver.WaitAsync(static messages => messages.Count == 2);

        Received[] messages = [.. receiver.Messages];
        Assert.Equal(["triggered", "resolved"], messages.Select(static message => message.Event));
        Assert.Equal(["POST /hook HTTP/1.1", "POST /hook HTTP/1.1"], messages.Select(static message => message.Line));
        foreach (Received message in messages)
        {
            Assert.Equal(message.Headers["webhook-id"], message.Id);
            string signed = $"{message.Id}.{message.Headers["webhook-timestamp"]}.{message.Body}";
            byte[] expected = HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes(signed));
            string[] signatures = message.Headers["webhook-signature"].Split(' ');
            Assert.Equal(2, signatures.Length);
            Assert.Equal("v1," + Convert.ToBase64String(expected), signatures[0]);
        }

        Assert.Equal(0, await server.SignalAsync("TERM"));
        TestServer.AssertNoStumble(server.Errors);
    }

    [Theory]
    [InlineData("HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 X\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nhalf")]
    [InlineData("HTTP/1.1 429 X\r\nContent-Length: 0\r\nRetry-After: 1\r\n\r\n")]
    [InlineData("HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: /elsewhere\r\n\r\n")]
    public async Task A_message_that_was_not_taken_comes_again_with_the_same_id_and_others_do_not_wait(string firstAnswer)
    {
        int answers = 0;
        await using var receiver = new Receiver(message => message.Key == "bad" && Interlocked.Increment(ref answers) == 1 ? firstAnswer : Receiver.Ok);
        using ConfiguredFolder folder = Folder(receiver);
        await using RunningServer server = await ServeAsync(folder);
        using HttpClient http = server.Client(await folder.CreateTokenAsync());

        await http.SendAsync(Payloads.Started("bad"));
        await receiver.WaitAsync(static messages => messages.Count == 1);
        await http.SendAsync(Payloads.Started("good"));
        await receiver.WaitAsync(static messages => messages.Count(static message => message.Key == "bad") == 2);

        Received[] messages = [.. receiver.Messages];
        Assert.Equal(["bad", "good", "bad"], messages.Select(static message => message.Key));
        Assert.Equal(messages[0].Id, messages[2].Id);
        Assert.DoesNotContain(messages, static message => message.Line.Contains("elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_refused_for_good_is_not_sent_again_and_is_logged_without_its_secret()
    {
        await using var receiver = new Receiver(static _ => Receiver.Status(410, body: "gone: hush-hush"));
        using ConfiguredFolder folder = Folder(receiver, """, "authorization": "env:AUTHORIZATION" """);
        await using RunningServer server = await ServeAsync(folder, ("AUTHORIZATION", "hush-hush"));
        using HttpClient http = server.Client(await folder.CreateTokenAsync());

        await http.SendAsync(Payloads.Started("1"));
        string logged = await server.WaitForLogAsync("Gave up a delivery to audit");

        Assert.Equal("hush-hush", Assert.Single(receiver.Messages).Headers["Authorization"]);
        Assert.Contains("gone: ***", logged, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", server.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_address_is_not_sent_to_unless_its_network_is_allowed()
    {
        await using var receiver = new Receiver();
        using var folder = new ConfiguredFolder(executable);
        folder.Write($$""" "destinations": { "audit": { "kind": "Webhook", "url": "{{receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}}" } } """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await folder.CreateTokenAsync("--scope", "process,read,admin"));

        using HttpResponseMessage response = await http.PostAsync("/v1/destinations/audit/test", null);
        System.Text.Json.JsonElement answer = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("retry", answer.GetProperty("verdict").GetString());
        Assert.Contains("is not a public address", answer.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off_and_counts_by_its_status()
    {
        await using var receiver = new Receiver(static _ => "HTTP/1.1 200 X\r\nContent-Length: 10000000000\r\n\r\n" + new string('x', 200_000));
        using ConfiguredFolder folder = Folder(receiver);
        await using RunningServer server = await ServeAsync(folder);
        using HttpClient http = server.Client(await folder.CreateTokenAsync());

        await http.SendAsync(Payloads.Started("1"));
        await http.SendAsync(Payloads.Resolved("1"));
        await receiver.WaitAsync(static messages => messages.Any(static message => message.Event == "resolved"));

        Assert.Equal(["triggered", "resolved"], receiver.Messages.Select(static message => message.Event));
    }

    [Fact]
    public async Task A_missing_secret_breaks_its_destination_alone_and_what_waits_comes_when_it_is_there()
    {
        await using var receiver = new Receiver();
        using ConfiguredFolder folder = Folder(receiver, $$""" , "authorization": "file:{{Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())}}" """);
        string secret = Path.Combine(folder.Path, "secret");
        folder.Write($$"""
            "destinations": {
              "whole": { "kind": "Webhook", "url": "{{receiver.Url}}" },
              "audit": { "kind": "Webhook", "url": "{{receiver.Url}}", "authorization": "file:{{secret}}" } },
            "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await using RunningServer server = await ServeAsync(folder);
        using HttpClient http = server.Client(await folder.CreateTokenAsync());

        await http.SendAsync(Payloads.Started("1"));
        await receiver.WaitAsync(static messages => messages.Count == 1);
        Assert.Contains("The destination audit cannot be used", server.Errors, StringComparison.Ordinal);
        Assert.Contains($"there is no file {secret}", server.Errors, StringComparison.Ordinal);

        File.WriteAllText(secret, "Bearer now\n");
        await receiver.WaitAsync(static messages => messages.Count == 2);
        Assert.Equal("Bearer now", receiver.Messages.Last().Headers["Authorization"]);
    }

    [Theory]
    [InlineData("""{ "a": { "kind": "Slak", "url": "env:X" } }""", "CG4020", "did you mean \"Slack\"?")]
    [InlineData("""{ "a": { "kind": "Slack", "url": "https://hooks.slack.com/services/T/B/X" } }""", "CG4022", "write \"env:NAME\"")]
    [InlineData("""{ "a": { "kind": "Slack", "url": "env:X", "fallback": "b" } }""", "CG4021", "no other destination \"b\"")]
    [InlineData("""{ "a": { "kind": "Slack", "url": "env:X", "rate": "many" } }""", "CG4023", "is not a rate")]
    [InlineData("""{ "a": { "kind": "Slack", "url": "env:X" } }, "routes": [{ "name": "r", "to": ["aa"] }]""", "CG4021", "did you mean \"a\"?")]
    [InlineData("""{ "a": { "kind": "Slack", "url": "env:X" } }, "routes": [{ "name": "r", "to": ["a"], "escalation": [] }]""", "CG4024", "comes with a later version")]
    [InlineData("""{ "a": { "kind": "Slack", "url": "env:X" } }, "routes": [{ "name": "r", "to": ["on-call:primary"] }]""", "CG4024", "come with a later version")]
    [InlineData("""{}, "delivery": { "allowNetworks": ["169.254.169.254"] }""", "CG4023", "cannot be allowed")]
    public async Task A_configuration_that_is_wrong_is_refused_with_its_place(string destinations, string rule, string words)
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write($"\"destinations\": {destinations}");

        CommandResult result = await folder.RunAsync("serve");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"error {rule}:", result.Errors, StringComparison.Ordinal);
        Assert.Contains("callgoose.json:1:", result.Errors, StringComparison.Ordinal);
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
    }

    private ConfiguredFolder Folder(Receiver receiver, string more = "")
    {
        var folder = new ConfiguredFolder(executable);
        folder.Write($$"""
            "destinations": { "audit": { "kind": "Webhook", "url": "{{receiver.Url}}"{{more}} } }, "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        return folder;
    }

    private static Task<RunningServer> ServeAsync(ConfiguredFolder folder, params (string Name, string Value)[] variables)
    {
        System.Diagnostics.ProcessStartInfo start = folder.Command("serve");
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        return RunningServer.StartAsync(start);
    }
}
