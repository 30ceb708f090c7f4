using System.Net;
using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Relay;
using Callgoose.Delivery.Tests.Support;
using Callgoose.Incidents;
using Callgoose.Storage.Relay;
using Callgoose.Storage.Tokens;

namespace Callgoose.Delivery.Tests.Relay;

/// <summary>
/// What a relay sends and how it reads answers: only the upstream's own answer counts; any other answer makes it wait (Relay/README.md).
/// </summary>
public class RelaySenderTests
{
    private readonly TestClock clock = new();

    [Theory]
    [InlineData("HTTP/1.1 201 X\r\nX-Callgoose-Relay-Taken: 7\r\nContent-Length: 0\r\n\r\n", nameof(RelayResultKind.Taken))]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", nameof(RelayResultKind.Failed))]
    [InlineData("HTTP/1.1 200 OK\r\nX-Callgoose-Relay-Taken: 8\r\nContent-Length: 0\r\n\r\n", nameof(RelayResultKind.Failed))]
    [InlineData("HTTP/1.1 302 X\r\nLocation: /login\r\nX-Callgoose-Relay-Taken: 7\r\nContent-Length: 0\r\n\r\n", nameof(RelayResultKind.Failed))]
    [InlineData("HTTP/1.1 400 X\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", nameof(RelayResultKind.Failed))]
    [InlineData("HTTP/1.1 413 X\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", nameof(RelayResultKind.Failed))]
    [InlineData("HTTP/1.1 409 X\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", nameof(RelayResultKind.Failed))]
    [InlineData("HTTP/1.1 400 X\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}", nameof(RelayResultKind.Failed))]
    [InlineData("HTTP/1.1 400 X\r\nContent-Length: 0\r\n\r\n", nameof(RelayResultKind.Failed))]
    [InlineData("HTTP/1.1 502 X\r\nContent-Length: 0\r\n\r\n", nameof(RelayResultKind.Failed))]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", nameof(RelayResultKind.Failed))]
    [InlineData("", nameof(RelayResultKind.Failed))]
    public async Task Only_an_answer_of_the_upstream_settles_a_webhook(string answer, string kind) => Assert.Equal(kind, await JudgeAsync(answer));

    [Theory]
    [InlineData(400, "invalid-json", nameof(RelayResultKind.Refused))]
    [InlineData(413, "body-too-large", nameof(RelayResultKind.Refused))]
    [InlineData(415, "unsupported-content-encoding", nameof(RelayResultKind.Refused))]
    [InlineData(409, "relayed-too-early", nameof(RelayResultKind.TooEarly))]
    [InlineData(403, "not-granted", nameof(RelayResultKind.Refused))]
    [InlineData(403, "only-relayed", nameof(RelayResultKind.Failed))]
    [InlineData(400, "invalid-relay", nameof(RelayResultKind.Failed))]
    [InlineData(400, "bad-request", nameof(RelayResultKind.Failed))]
    [InlineData(401, "unauthorized", nameof(RelayResultKind.Failed))]
    [InlineData(429, "too-many-calls", nameof(RelayResultKind.Failed))]
    [InlineData(503, "store-unavailable", nameof(RelayResultKind.Failed))]
    public async Task What_is_about_the_webhook_sets_it_apart_and_everything_else_is_waited_out(int status, string type, string kind)
    {
        string body = $"{{\"type\":\"urn:callgoose:problem:{type}\"}}";

        Assert.Equal(kind, await JudgeAsync($"HTTP/1.1 {status} X\r\nContent-Type: application/problem+json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }

    [Fact]
    public async Task The_head_says_whose_webhook_it_is_and_no_header_of_its_sender_can()
    {
        await using var upstream = new RawReceiver("HTTP/1.1 201 X\r\nX-Callgoose-Relay-Taken: 7\r\nContent-Length: 0\r\n\r\n");
        QueuedCall call = Call with
        {
            Environment = "prod ü",
            Reach = (byte)TokenKind.Team,
            BoundTo = "web",
            Hops = 3,
            Source = "a&b",
            Headers = "X-Callgoose-Environment:other\nAuthorization:Bearer other\nwebhook-id:other\nX-GitHub-Event:push\n",
        };

        RelayResult result = await SendAsync(upstream.Port, call, after: 5);

        string head = Assert.Single(upstream.Heads);
        Assert.Equal(RelayResultKind.Taken, result.Kind);
        Assert.StartsWith("POST /v1/process?from=a%26b HTTP/1.1", head, StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: Bearer the-token", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nX-Callgoose-Relay: line={new TimeOrderedId(1, 1)};sequence=7;after=5;received=1000;call={call.Id}", head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Callgoose-Environment: prod%20%C3%BC", head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Callgoose-Team: web", head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Callgoose-Hops: 3", head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-GitHub-Event: push", head, StringComparison.Ordinal);
        Assert.DoesNotContain("other", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_not_to_be_had_is_waited_for_and_one_that_cannot_be_sent_is_not_repeated()
    {
        using var missing = new RelaySender(Settings(1) with { Token = new SettingReference(SettingPlace.File, "/nowhere/token") }, clock, "test");
        using var broken = new RelaySender(Settings(1) with { Token = new SettingReference(SettingPlace.Here, "secret\r\nX: y") }, clock, "test");

        RelayResult none = await missing.SendAsync(new TimeOrderedId(1, 1), Call, 0, TestContext.Current.CancellationToken);
        RelayResult wrong = await broken.SendAsync(new TimeOrderedId(1, 1), Call, 0, TestContext.Current.CancellationToken);

        Assert.Equal((RelayResultKind.Failed, "a setting is missing: there is no file /nowhere/token"), (none.Kind, none.Text));
        Assert.Equal(RelayResultKind.Failed, wrong.Kind);
        Assert.DoesNotContain("secret", wrong.Text, StringComparison.Ordinal);
    }

    private static QueuedCall Call { get; } = new()
    {
        Sequence = 7,
        Id = new TimeOrderedId(2, 2),
        ReceivedAt = 1000,
        Hops = 0,
        Reach = (byte)TokenKind.Global,
        BoundTo = string.Empty,
        Environment = string.Empty,
        Source = "x",
        Headers = string.Empty,
        IsJson = true,
        Body = "{}"u8.ToArray(),
    };

    private static RelaySettings Settings(int port) => new()
    {
        To = $"http://127.0.0.1:{port}",
        Token = new SettingReference(SettingPlace.Here, "the-token"),
        AllowNetworks = [IPNetwork.Parse("127.0.0.0/8")],
    };

    private async Task<string> JudgeAsync(string answer)
    {
        await using var upstream = new RawReceiver(answer);
        return (await SendAsync(upstream.Port, Call, after: 0)).Kind.ToString();
    }

    private async Task<RelayResult> SendAsync(int port, QueuedCall call, long after)
    {
        using var sender = new RelaySender(Settings(port), clock, "test");
        return await sender.SendAsync(new TimeOrderedId(1, 1), call, after, default);
    }
}
