using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Callgoose.Testing;

/// <summary>The requests of greedy senders.</summary>
internal static class GreedyRequests
{
    /// <summary>The path and query of a webhook.</summary>
    public const string Path = "/v1/process?from=BetterStack";

    private const string WrongToken = "cg_0000000000000000000000000000000000000000000";

    /// <summary>The bytes of one write, and how many requests they hold. For HTTP/2 they are the body of one request.</summary>
    public static (byte[] Bytes, int Requests) Of(GreedyKind kind, string token) => kind switch
    {
        GreedyKind.Refused or GreedyKind.Tls => Repeated(Webhook(WrongToken, new byte[2000]), 20),
        GreedyKind.Drained => (Webhook(WrongToken, new byte[500_000]), 1),
        GreedyKind.Compressed => Repeated(Webhook(token, Blanks(), "Content-Encoding: gzip"), 10),
        GreedyKind.Pipelined => Repeated(Webhook(token, Trigger("")), 20),
        GreedyKind.Reading or GreedyKind.Unread => Repeated(Encoding.ASCII.GetBytes("GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"), 20),
        GreedyKind.Debugged => Repeated(Webhook(token, Trigger(new string('d', 14_000))), 10),
        GreedyKind.Http2 => (new byte[2000], 1),
        _ => ([], 0),
    };

    private static (byte[] Bytes, int Requests) Repeated(byte[] request, int count) =>
        ([.. Enumerable.Repeat(request, count).SelectMany(static bytes => bytes)], count);

    private static byte[] Webhook(string token, byte[] body, params string[] lines)
    {
        string head = string.Join("\r\n",
        [
            $"POST {Path} HTTP/1.1", "Host: x", "Authorization: Bearer " + token, "Content-Type: application/json", .. lines,
            string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}"), "", "",
        ]);
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private static byte[] Trigger(string description) =>
        Encoding.UTF8.GetBytes($$"""{"status":"Started","id":"greedy","title":"T","description":"{{description}}"}""");

    private static byte[] Blanks()
    {
        byte[] blanks = new byte[1_000_000];
        Array.Fill(blanks, (byte)' ');
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(blanks);
        }

        return compressed.ToArray();
    }
}
