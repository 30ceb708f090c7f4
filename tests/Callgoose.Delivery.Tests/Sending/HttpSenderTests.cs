using System.Net;
using Callgoose.Delivery.Addresses;
using Callgoose.Delivery.Events;
using Callgoose.Delivery.Sending;
using Callgoose.Delivery.Tests.Support;
using Callgoose.Incidents;

namespace Callgoose.Delivery.Tests.Sending;

/// <summary>A receiver that misbehaves achieves nothing but a failed delivery (Delivery/README.md).</summary>
public class HttpSenderTests
{
    private static readonly AddressGuard Loopback = new([IPNetwork.Parse("127.0.0.0/8")]);

    private readonly TestClock clock = new();

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", SendVerdict.Delivered, 200, "ok")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", SendVerdict.Delivered, 204, "")]
    [InlineData("HTTP/1.1 500 X\r\nContent-Length: 3\r\n\r\nwhy", SendVerdict.Retry, 500, "why")]
    [InlineData("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n", SendVerdict.Retry, 404, "")]
    [InlineData("HTTP/1.1 410 X\r\nContent-Length: 0\r\n\r\n", SendVerdict.Refused, 410, "")]
    [InlineData("HTTP/1.1 301 X\r\nContent-Length: 0\r\nLocation: http://169.254.169.254/secret\r\n\r\n", SendVerdict.Retry, 301, "the receiver redirects to http://169.254.169.254, and redirects are not followed; configure the address that it redirects to, if it is meant")]
    [InlineData("HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: /login?secret\r\n\r\n", SendVerdict.Retry, 302, "the receiver redirects to another path of 127.0.0.1, and redirects are not followed;")]
    [InlineData("HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: file:///etc/passwd\r\n\r\n", SendVerdict.Retry, 302, "the receiver redirects to another protocol than http, and")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nhalf", SendVerdict.Retry, null, "the connection broke")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", SendVerdict.Retry, null, "the connection broke")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", SendVerdict.Retry, null, "the connection broke")]
    [InlineData("", SendVerdict.Retry, null, "the connection broke")]
    public async Task An_answer_is_judged_by_its_status_and_a_broken_one_is_no_answer(string answer, SendVerdict verdict, int? status, string words)
    {
        await using var receiver = new RawReceiver(answer);

        SendResult result = await SendAsync(Sender(), $"http://127.0.0.1:{receiver.Port}/");

        Assert.Equal((verdict, status), (result.Verdict, result.Status));
        Assert.StartsWith(words, result.Answer, StringComparison.Ordinal);
        Assert.Single(receiver.Heads);
    }

    [Fact]
    public async Task A_receiver_that_says_nothing_is_left_after_15_seconds()
    {
        await using var receiver = new RawReceiver(static (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation));
        Task<SendResult> sending = SendAsync(Sender(), $"http://127.0.0.1:{receiver.Port}/");
        await receiver.HasRequest.Task;
        clock.Pass(TimeSpan.FromSeconds(14.9));
        Assert.False(sending.IsCompleted);

        clock.Pass(TimeSpan.FromSeconds(0.2));

        Assert.Equal(new SendResult(SendVerdict.Retry, null, "no answer within 15 seconds"), await sending);
    }

    /// <summary>A receiver that sends a byte now and then does not hold a sender for longer either.</summary>
    [Fact]
    public async Task A_receiver_that_drips_is_left_after_15_seconds()
    {
        await using var receiver = new RawReceiver(static async (stream, cancellation) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n1"u8.ToArray(), cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        Task<SendResult> sending = SendAsync(Sender(), $"http://127.0.0.1:{receiver.Port}/");
        await receiver.HasRequest.Task;

        while (!sending.IsCompleted)
        {
            clock.Pass(TimeSpan.FromSeconds(16));
            await Task.Yield();
        }

        Assert.Equal("no answer within 15 seconds", (await sending).Answer);
    }

    [Fact]
    public async Task Ten_gigabytes_are_cut_off_at_64_KiB_and_count_by_their_status()
    {
        long sent = 0;
        await using var receiver = new RawReceiver(async (stream, cancellation) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"u8.ToArray(), cancellation);
            byte[] block = new byte[64 * 1024];
            while (sent < 10_000_000_000)
            {
                await stream.WriteAsync(block, cancellation);
                sent += block.Length;
            }
        });

        SendResult result = await SendAsync(Sender(), $"http://127.0.0.1:{receiver.Port}/");

        Assert.Equal((SendVerdict.Delivered, 1024), (result.Verdict, result.Answer.Length));
        Assert.InRange(sent, 0, 100_000_000);
    }

    [Fact]
    public async Task Headers_without_end_are_no_answer()
    {
        await using var receiver = new RawReceiver("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X: " + new string('x', 1000) + "\r\n", 200)) + "\r\n");

        SendResult result = await SendAsync(Sender(), $"http://127.0.0.1:{receiver.Port}/");

        Assert.Equal((SendVerdict.Retry, null), (result.Verdict, result.Status));
    }

    [Fact]
    public async Task Nobody_at_the_port_is_told_so()
    {
        var receiver = new RawReceiver(string.Empty);
        int port = receiver.Port;
        await receiver.DisposeAsync();

        Assert.Equal("cannot connect: ConnectionRefused", (await SendAsync(Sender(), $"http://127.0.0.1:{port}/")).Answer);
    }

    /// <summary>A name may resolve differently each time. Each result is checked, and the sender connects to the address that was checked.</summary>
    [Fact]
    public async Task A_name_that_changes_to_another_address_is_checked_each_time()
    {
        await using var receiver = new RawReceiver("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        string[] addresses = ["127.0.0.1", "169.254.169.254", "10.0.0.1", "::ffff:169.254.169.254", "127.0.0.1"];
        int asked = 0;
        using var sender = new HttpSender(Loopback, null, clock, "test", (_, _) => Task.FromResult(new[] { IPAddress.Parse(addresses[asked++]) }));
        var verdicts = new List<(SendVerdict, string)>();
        for (int i = 0; i < addresses.Length; i++)
        {
            SendResult result = await SendAsync(sender, $"http://hook.example.com:{receiver.Port}/");
            verdicts.Add((result.Verdict, result.Answer));
        }

        Assert.Equal(addresses.Length, asked);
        Assert.Equal([SendVerdict.Delivered, SendVerdict.Retry, SendVerdict.Retry, SendVerdict.Retry, SendVerdict.Delivered], verdicts.Select(static one => one.Item1));
        Assert.All(verdicts[1..4], static one => Assert.Contains("is not a public address", one.Item2, StringComparison.Ordinal));
        Assert.Equal(2, receiver.Heads.Count);
    }

    /// <summary>The message gives no advice that cannot help: it says so if an address is never allowed.</summary>
    [Theory]
    [InlineData("http://169.254.169.254/", "169.254.169.254 is not a public address but one at which machines and clouds give out credentials; it cannot be allowed. Send to another address")]
    [InlineData("http://[::ffff:169.254.169.254]/", "::ffff:169.254.169.254 is not a public address but one at which machines and clouds give out credentials; it cannot be allowed. Send to another address")]
    [InlineData("http://10.0.0.1/", "10.0.0.1 is not a public address, and the configuration does not allow it; add its network to \"delivery.allowNetworks\" if it is meant")]
    public async Task What_is_said_of_a_forbidden_address_helps(string url, string reason) =>
        Assert.Equal(new SendResult(SendVerdict.Retry, null, reason), await SendAsync(Sender(), url));

    /// <summary>If a name has several addresses, only the allowed ones are tried.</summary>
    [Fact]
    public async Task Of_several_addresses_only_the_allowed_ones_are_tried()
    {
        await using var receiver = new RawReceiver("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var sender = new HttpSender(
            Loopback, null, clock, "test", static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("169.254.169.254"), IPAddress.Loopback]));

        Assert.Equal(SendVerdict.Delivered, (await SendAsync(sender, $"http://hook.example.com:{receiver.Port}/")).Verdict);
    }

    [Fact]
    public async Task With_a_proxy_it_is_the_proxy_that_looks_names_up()
    {
        await using var proxy = new RawReceiver("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var sender = new HttpSender(new AddressGuard([]), new Uri($"http://127.0.0.1:{proxy.Port}"), clock, "test");

        SendResult result = await SendAsync(sender, "http://hook.invalid/path");

        Assert.Equal(SendVerdict.Delivered, result.Verdict);
        Assert.StartsWith("POST http://hook.invalid/path HTTP/1.1\r\n", Assert.Single(proxy.Heads), StringComparison.Ordinal);
    }

    /// <summary>Through a proxy, TLS is between this server and the receiver.</summary>
    [Fact]
    public async Task With_a_proxy_https_goes_through_a_tunnel()
    {
        await using var proxy = new RawReceiver("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        using var sender = new HttpSender(new AddressGuard([]), new Uri($"http://127.0.0.1:{proxy.Port}"), clock, "test");

        SendResult result = await SendAsync(sender, "https://hook.invalid/path");

        Assert.Equal(SendVerdict.Retry, result.Verdict);
        Assert.StartsWith("CONNECT hook.invalid:443 HTTP/1.1\r\n", Assert.Single(proxy.Heads), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/hook")]
    [InlineData("http://")]
    public async Task What_is_no_web_address_is_not_sent_to(string url)
    {
        SendResult result = await SendAsync(Sender(), url);

        Assert.Equal(new SendResult(SendVerdict.Retry, null, "its URL is not an http or https address"), result);
    }

    private HttpSender Sender() => new(Loopback, null, clock, "test");

    private static Task<SendResult> SendAsync(HttpSender sender, string url)
    {
        var incident = new IncidentEvent
        {
            Sequence = 1,
            Number = 1,
            Event = "triggered",
            At = 0,
            Incident = new TimeOrderedId(1, 1),
            State = "triggered",
            Urgency = "high",
            Service = "shop",
            Title = "T",
            TriggeredAt = 0,
        };
        return sender.SendAsync(new Destination(DeliveryScenario.Destination("a", url: url)), new IncidentMessage(incident, "msg_1", "a"), TestContext.Current.CancellationToken);
    }
}
