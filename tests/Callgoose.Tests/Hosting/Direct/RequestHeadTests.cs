using System.Globalization;
using System.Text;
using Callgoose.Hosting.Direct;

namespace Callgoose.Tests.Hosting.Direct;

public class RequestHeadTests
{
    private const string Plain = "POST /v1/process?from=BetterStack HTTP/1.1\r\nHost: x:8080\r\nAuthorization: Bearer cg_x\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n";

    private static readonly DirectLimits Limits = new(HeadBytes: 1024, RequestLineBytes: 200, Headers: 10, BodyBytes: 16 * 1024);

    [Fact]
    public void A_plain_head_is_read()
    {
        Assert.Equal(HeadReading.Taken, Read(Plain, out RequestHead? head));

        Assert.Equal("/v1/process", head!.Path);
        Assert.Equal("?from=BetterStack", head.Query);
        Assert.Equal(["Host", "Authorization", "Content-Type"], head.Headers.Keys);
        Assert.Equal("Bearer cg_x", head.Headers["authorization"]);
        Assert.True(head.Begins(Encoding.ASCII.GetBytes(Plain + "{}"), out int headLength, out int bodyLength));
        Assert.Equal(Plain.Length, headLength);
        Assert.Equal(12, bodyLength);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("345", 345)]
    [InlineData("999999", 999999)]
    public void The_same_head_with_another_length_is_the_same(string digits, int length)
    {
        Read(Plain, out RequestHead? head);
        string other = Plain.Replace("Content-Length: 12", "Content-Length: " + digits, StringComparison.Ordinal);

        Assert.True(head!.Begins(Encoding.ASCII.GetBytes(other + "rest"), out int headLength, out int bodyLength));
        Assert.Equal(other.Length, headLength);
        Assert.Equal(length, bodyLength);
    }

    [Theory]
    [InlineData("Content-Length: 12", "Content-Length: ")]
    [InlineData("Content-Length: 12", "Content-Length: +12")]
    [InlineData("Content-Length: 12", "Content-Length: 012")]
    [InlineData("Content-Length: 12", "Content-Length: 1234567")]
    [InlineData("Content-Length: 12", "Content-Length: 12 ")]
    [InlineData("Bearer cg_x", "Bearer cg_y")]
    [InlineData("\r\n\r\n", "\r\n")]
    public void Another_head_is_not_the_same(string from, string to)
    {
        Read(Plain, out RequestHead? head);

        Assert.False(head!.Begins(Encoding.ASCII.GetBytes(Plain.Replace(from, to, StringComparison.Ordinal)), out _, out _));
    }

    [Theory]
    [InlineData("POST", "GET")]
    [InlineData("POST", "post")]
    [InlineData("POST ", "POST  ")]
    [InlineData("HTTP/1.1", "HTTP/1.0")]
    [InlineData("HTTP/1.1", "HTTP/1.1 ")]
    [InlineData("HTTP/1.1\r\n", "HTTP/1.1\n")]
    [InlineData("/v1/process?", "http://x/v1/process?")]
    [InlineData("/v1/process?", "/v1/incidents?")]
    [InlineData("/v1/process?", "/v1/%70rocess?")]
    [InlineData("BetterStack", "Better Stack")]
    [InlineData("BetterStack", "Better\tStack")]
    [InlineData("BetterStack", "Better#Stack")]
    [InlineData("Host: x:8080", "Host: x:8080\r\nHost: x:8080")]
    [InlineData("Host: x:8080\r\n", "")]
    [InlineData("Host: x:8080", "Host: ")]
    [InlineData("Host: x:8080", "Host: x/y")]
    [InlineData("Host: x:8080", "Host: x, y")]
    [InlineData("Host: x:8080", " Host: x:8080")]
    [InlineData("Host: x:8080", "Host : x:8080")]
    [InlineData("Host: x:8080", "Host: x:8080\r\n folded")]
    [InlineData("Content-Length: 12\r\n", "")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nContent-Length: 12")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\ncontent-length: 13")]
    [InlineData("Content-Length: 12", "Content-Length: 12, 12")]
    [InlineData("Content-Length: 12", "Content-Length: -12")]
    [InlineData("Content-Length: 12", "Content-Length: 0x12")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nTransfer-Encoding: chunked")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\ntRANSFER-ENCODING: identity")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nTransfer_Encoding: chunked")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nContent_Length: 13")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nExpect: 100-continue")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nUpgrade: h2c")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nConnection: close")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nConnection: keep-alive, X-Y")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nTE: trailers")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nTrailer: X")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nX-Y")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\n: y")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nX(Y): z")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nX-Y: a\rb")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nX-Y: a\nb")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nX-Y: a\0b")]
    [InlineData("Content-Length: 12", "Content-Length: 12\r\nX-Y: \u00e9")]
    public void What_is_not_plain_is_left_to_the_server(string from, string to)
    {
        string head = Plain.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Plain, head);

        Assert.Equal(HeadReading.Other, Read(head, out _));
    }

    [Theory]
    [InlineData("X-Y: z")]
    [InlineData("x-y:z")]
    [InlineData("X-Y:")]
    [InlineData("Connection: keep-alive")]
    [InlineData("connection: Keep-Alive")]
    [InlineData("User-Agent: Better Stack Webhooks (https://betterstack.com; \"1\")")]
    public void What_says_nothing_of_the_message_is_passed_over(string line) =>
        Assert.Equal(HeadReading.Taken, Read(Plain.Replace("Host:", line + "\r\nHost:", StringComparison.Ordinal), out _));

    [Fact]
    public void Headers_of_one_name_are_kept_apart()
    {
        Read(Plain.Replace("Host:", "X-Y: 1\r\nx-y: 2\r\nHost:", StringComparison.Ordinal), out RequestHead? head);

        Assert.Equal(["1", "2"], (IEnumerable<string?>)head!.Headers["X-Y"]);
    }

    [Fact]
    public void Every_beginning_of_a_plain_head_has_to_be_waited_behind()
    {
        for (int length = 0; length < Plain.Length; length++)
        {
            Assert.Equal(HeadReading.Partial, Read(Plain[..length], out _));
        }
    }

    [Fact]
    public void What_is_over_the_limits_is_left_to_the_server()
    {
        Assert.Equal(HeadReading.Other, Read(Plain.Replace("BetterStack", new string('b', 200), StringComparison.Ordinal), out _));
        Assert.Equal(HeadReading.Other, Read(Plain.Replace("Host:", $"X-Y: {new string('y', 1024)}\r\nHost:", StringComparison.Ordinal), out _));
        Assert.Equal(HeadReading.Other, Read("POST /" + new string('y', 1024), out _));
        string seven = string.Concat(Enumerable.Range(0, 7).Select(static i => string.Create(CultureInfo.InvariantCulture, $"X-{i}: y\r\n")));
        Assert.Equal(HeadReading.Other, Read(Plain.Replace("Host:", seven + "Host:", StringComparison.Ordinal), out _));
    }

    /// <summary>One byte of a plain head is changed, in every way: what is still taken says the same of the message's length.</summary>
    [Fact]
    public void No_changed_byte_makes_the_message_longer_or_shorter_unseen()
    {
        byte[] plain = Encoding.ASCII.GetBytes(Plain);
        int digits = Plain.IndexOf("12\r\n", StringComparison.Ordinal);
        for (int place = 0; place < plain.Length; place++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] changed = [.. plain];
                changed[place] = (byte)value;
                if (RequestHead.Read(changed, Limits, out RequestHead? head) != HeadReading.Taken)
                {
                    continue;
                }

                Assert.True(head!.Begins(changed, out int headLength, out int bodyLength));
                Assert.Equal(plain.Length, headLength);
                Assert.True(bodyLength == 12 || (place >= digits - 1 && place <= digits + 1), Encoding.Latin1.GetString(changed));
            }
        }
    }

    private static HeadReading Read(string text, out RequestHead? head) => RequestHead.Read(Encoding.Latin1.GetBytes(text), Limits, out head);
}
