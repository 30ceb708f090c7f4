using System.Globalization;
using System.Text;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>Requests as bytes.</summary>
public static class RawRequest
{
    /// <summary>The request line and headers of a webhook, plus more lines, without the empty line at the end.</summary>
    public static string Head(string token, params string[] lines) => string.Join("\r\n",
    [
        $"POST {ProcessApi.Path} HTTP/1.1", "Host: x", "Authorization: Bearer " + token, "Content-Type: application/json", .. lines,
    ]);

    /// <summary>The head of a webhook whose body has a length.</summary>
    public static byte[] HeadOf(string token, int length, params string[] lines) => Encoding.ASCII.GetBytes(
        Head(token, [string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}"), .. lines]) + "\r\n\r\n");

    /// <summary>The head of a webhook whose body comes in chunks.</summary>
    public static byte[] HeadOfChunks(string token, params string[] lines) =>
        Encoding.ASCII.GetBytes(Head(token, ["Transfer-Encoding: chunked", .. lines]) + "\r\n\r\n");

    /// <summary>A chunk.</summary>
    public static byte[] Chunk(ReadOnlySpan<byte> bytes) =>
        [.. Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. bytes, .. "\r\n"u8];
}
