using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Sockets;

/// <summary>
/// Requests whose end two servers could see in different places (RFC 9112, section 11.2): a request hidden inside one must never count as a request of
/// its own.
/// </summary>
public class SmugglingTests(TestServer server) : IClassFixture<TestServer>
{
    // LENGTH stands for the length of the visible payload, VISIBLE for the payload, INNER for a whole second request.
    public static TheoryData<string, string> Shapes => new()
    {
        { "both lengths, chunks end early", "Content-Length: LENGTH\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nINNER" },
        { "both lengths in the other order", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nINNER" },
        { "two lengths", "Content-Length: LENGTH\r\nContent-Length: 2\r\n\r\nVISIBLEINNER" },
        { "two lengths in one", "Content-Length: LENGTH, 2\r\n\r\nVISIBLEINNER" },
        { "a negative length", "Content-Length: -1\r\n\r\nVISIBLEINNER" },
        { "a hexadecimal length", "Content-Length: 0x10\r\n\r\nVISIBLEINNER" },
        { "a length past every number", "Content-Length: 99999999999999999999\r\n\r\nVISIBLEINNER" },
        { "an empty length", "Content-Length: \r\n\r\nVISIBLEINNER" },
        { "a bad chunk size", "Transfer-Encoding: chunked\r\n\r\nzz\r\nVISIBLE\r\n0\r\n\r\nINNER" },
        { "a negative chunk size", "Transfer-Encoding: chunked\r\n\r\n-1\r\nVISIBLE\r\n0\r\n\r\nINNER" },
        { "a chunk size past every number", "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nVISIBLE\r\n0\r\n\r\nINNER" },
        { "a chunk size in 0x form", "Transfer-Encoding: chunked\r\n\r\n0x5\r\nVISIBLE\r\n0\r\n\r\nINNER" },
        { "a chunk longer than its size", "Transfer-Encoding: chunked\r\n\r\n2\r\nVISIBLE\r\n0\r\n\r\nINNER" },
        { "chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\nINNER" },
        { "chunked twice in one", "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\nINNER" },
        { "chunked twice in two", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nINNER" },
        { "chunked not last", "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\nINNER" },
        { "an unknown transfer coding", "Transfer-Encoding: xchunked\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "a blank before the colon", "Transfer-Encoding : chunked\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "a folded header", "X-Folded: a\r\n Content-Length: 2\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "a folded transfer coding", "Transfer-Encoding:\r\n chunked\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "a bare LF in a value", "X-Bare: a\nContent-Length: 2\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "a bare CR in a value", "X-Bare: a\rContent-Length: 2\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "a NUL in a value", "X-Bare: a\0b\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "a header without a colon", "Nonsense\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "a length with a blank in it", "Content-Length: 1 2\r\n\r\nVISIBLEINNER" },
        { "a length with a point", "Content-Length: LENGTH.0\r\n\r\nVISIBLEINNER" },
        { "a length in quotes", "Content-Length: \"LENGTH\"\r\n\r\nVISIBLEINNER" },
        { "a length with a comma", "Content-Length: LENGTH,\r\n\r\nVISIBLEINNER" },
        { "a length with a NUL", "Content-Length: LENGTH\0\r\n\r\nVISIBLEINNER" },
        { "the same length twice", "Content-Length: LENGTH\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "the same length twice in one", "Content-Length: LENGTH, LENGTH\r\n\r\nVISIBLEINNER" },
        { "a tab before the colon", "Content-Length\t: 2\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "a length folded", "Content-Length:\r\n LENGTH\r\n\r\nVISIBLEINNER" },
        { "a vertical tab before chunked", "Transfer-Encoding: \vchunked\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "chunked in quotes", "Transfer-Encoding: \"chunked\"\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "an empty transfer coding", "Transfer-Encoding: \r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "identity as transfer coding", "Transfer-Encoding: identity\r\nContent-Length: LENGTH\r\n\r\nVISIBLEINNER" },
        { "chunked and a parameter", "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\nINNER" },
        { "a chunk without the line end after it", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}0\r\n\r\nINNER" },
        { "a chunk that ends in a bare LF", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\n0\r\n\r\nINNER" },
        { "a chunk size with a plus sign", "Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\nINNER" },
        { "a chunk size with a blank before it", "Transfer-Encoding: chunked\r\n\r\n 2\r\n{}\r\n0\r\n\r\nINNER" },
        { "an empty chunk size", "Transfer-Encoding: chunked\r\n\r\n\r\n{}\r\n0\r\n\r\nINNER" },
        { "a chunk extension without a size", "Transfer-Encoding: chunked\r\n\r\n;x=2\r\n{}\r\n0\r\n\r\nINNER" },
        { "a bare CR after a chunk size", "Transfer-Encoding: chunked\r\n\r\n2\r{}\r\n0\r\n\r\nINNER" },
        { "a bare LF after a chunk size", "Transfer-Encoding: chunked\r\n\r\n0\n\nINNER" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_request_with_two_ends_is_refused(string name, string shape)
    {
        string answer = await ExchangeAsync(name, shape);

        // If both lengths are given, the chunks count and the connection ends, which RFC 9112, section 6.1, allows.
        Assert.Equal(name.StartsWith("both", StringComparison.Ordinal) ? ["202"] : ["400"], Statuses(answer));
        await AssertNothingOpenedAsync(name);
    }

    /// <summary>RFC 9112, section 6.1: an unknown transfer coding gets 501; HTTP/1.0 allows no transfer coding, and the connection ends.</summary>
    [Theory]
    [InlineData("HTTP/1.1", "gzip, chunked", "501")]
    [InlineData("HTTP/1.1", "gzip,chunked", "501")]
    [InlineData("HTTP/1.1", "deflate, gzip, chunked", "501")]
    [InlineData("HTTP/1.0", "chunked", "400")]
    [InlineData("HTTP/1.0", "chunked\r\nConnection: keep-alive", "400")]
    public async Task A_transfer_coding_that_is_not_understood_ends_the_connection(string version, string coding, string status)
    {
        string name = $"{version} {coding[..5]} {status}";
        string hidden = Payloads.Started("hidden in " + name);
        string request = $"POST /v1/process HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Token}\r\nTransfer-Encoding: {coding}\r\n\r\n0\r\n\r\n"
            .Replace("HTTP/1.1", version, StringComparison.Ordinal)
            + RawRequest.Head(server.Token, $"Content-Length: {hidden.Length}", "Connection: close") + "\r\n\r\n" + hidden;
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));

        Assert.Equal([status], Statuses(await RawHttp.ReadToEndAsync(stream)));
        await AssertNothingOpenedAsync(name);
    }

    [Theory]
    [InlineData("/v1/process", "\"status\":501")]
    [InlineData("/v2/enqueue", "\"status\":\"error\"")]
    [InlineData("/v2/alerts", "\"code\":501")]
    [InlineData("/v2/alerts/x/notes", "\"code\":501")]
    [InlineData("/v2/heartbeats/x/ping", "\"code\":501")]
    [InlineData("/api/v2/alerts", "\"code\":501")]
    public async Task What_is_malformed_is_refused_in_the_form_of_the_door(string path, string form)
    {
        string request = $"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Token}\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n";
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));

        string answer = await RawHttp.ReadToEndAsync(stream);

        Assert.Contains(form, answer, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Statuses(string answer) => Regex.Matches(answer, "HTTP/1.1 ([0-9]{3}) ").Select(static match => match.Groups[1].Value);

    private async Task<string> ExchangeAsync(string name, string shape)
    {
        string visible = $$"""{"status":"Started","id":"{{name}}"}""";
        string hidden = Payloads.Started("hidden in " + name);
        string inner = RawRequest.Head(server.Token, $"Content-Length: {hidden.Length}", "Connection: close") + "\r\n\r\n" + hidden;
        string request = RawRequest.Head(server.Token) + "\r\n" + shape
            .Replace("LENGTH", visible.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("VISIBLE", visible, StringComparison.Ordinal)
            .Replace("INNER", inner, StringComparison.Ordinal);
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        return await RawHttp.ReadToEndAsync(stream);
    }

    private async Task AssertNothingOpenedAsync(string name)
    {
        IEnumerable<string?> keys = (await server.Http.IncidentsAsync()).Select(static incident => incident.Text("incidentKey"));
        Assert.DoesNotContain(keys, key => key!.EndsWith(name, StringComparison.Ordinal));
    }
}
