using System.Buffers;
using System.Text;
using Callgoose.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Hosting.Direct;

/// <summary>The request line and the headers of a webhook, read from bytes that leave no two ways to read them.</summary>
/// <remarks>
/// <para>Only the plainest form of RFC 9112 is taken: <c>POST</c>, one of the paths of the Process API in origin form, one
/// <c>Content-Length</c> of digits, one <c>Host</c>, every line ended by CR LF, names of letters, digits, <c>-</c> and <c>_</c>, values of
/// visible ASCII, and no header that says how the message is framed or what becomes of the connection. What is not of this form is not
/// refused: it is left to the HTTP server, byte for byte. So nothing is decided here that a server or proxy could see otherwise.</para>
/// <para>A sender's requests differ in their bodies and hardly in their heads. A head that equals the one before, but for the digits
/// of its length, has been read already: its strings are used again, and comparing is all that it costs.</para>
/// </remarks>
internal sealed class RequestHead
{
    private const int MaxLengthDigits = 6;

    private static readonly SearchValues<byte> TargetBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%+=&/:@,;!$'()*?"u8);

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    private static readonly SearchValues<byte> HostBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.:[]"u8);

    private readonly byte[] bytes;
    private readonly int digitsStart;
    private readonly int digitsEnd;

    private RequestHead(byte[] bytes, int digitsStart, int digitsEnd, string path, string query, HeaderDictionary headers)
    {
        this.bytes = bytes;
        this.digitsStart = digitsStart;
        this.digitsEnd = digitsEnd;
        Path = path;
        Query = query;
        Headers = headers;
    }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The query with its question mark; empty if there is none.</summary>
    public string Query { get; }

    /// <summary>The headers, but for <c>Content-Length</c>.</summary>
    public HeaderDictionary Headers { get; }

    /// <summary>Tells whether bytes begin with this head again, with whatever length of the body.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="headLength">The length of the head.</param>
    /// <param name="bodyLength">The length of the body.</param>
    public bool Begins(ReadOnlySpan<byte> sent, out int headLength, out int bodyLength)
    {
        headLength = 0;
        bodyLength = 0;
        if (!sent.StartsWith(bytes.AsSpan(0, digitsStart)))
        {
            return false;
        }

        int end = digitsStart;
        while (end < sent.Length && char.IsAsciiDigit((char)sent[end]))
        {
            end++;
        }

        ReadOnlySpan<byte> rest = bytes.AsSpan(digitsEnd);
        headLength = end + rest.Length;
        return TryReadLength(sent[digitsStart..end], out bodyLength) && sent[end..].StartsWith(rest);
    }

    /// <summary>Reads a head.</summary>
    /// <param name="sent">What was sent, from the beginning of a request.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="head">The head, if it is taken.</param>
    public static HeadReading Read(ReadOnlySpan<byte> sent, DirectLimits limits, out RequestHead? head)
    {
        head = null;
        if (!Agree(sent, "POST /"u8))
        {
            return HeadReading.Other;
        }

        ReadOnlySpan<byte> part = sent[..Math.Min(sent.Length, limits.HeadBytes)];
        int end = part.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            // A line that ends otherwise is not waited behind.
            int line = part.IndexOf((byte)'\n');
            return sent.Length < limits.HeadBytes && (line < 0 || part[line - 1] == (byte)'\r') ? HeadReading.Partial : HeadReading.Other;
        }

        head = Read(part[..(end + 4)], limits);
        return head is null ? HeadReading.Other : HeadReading.Taken;
    }

    private static RequestHead? Read(ReadOnlySpan<byte> head, DirectLimits limits)
    {
        int lineLength = head.IndexOf("\r\n"u8);
        if (lineLength > limits.RequestLineBytes || !TryReadLine(head[..lineLength], out string path, out string query))
        {
            return null;
        }

        var headers = new HeaderDictionary();
        int digitsStart = -1;
        int digitsEnd = -1;
        int count = 0;
        for (int start = lineLength + 2; start < head.Length - 2;)
        {
            ReadOnlySpan<byte> line = head[start..];
            line = line[..line.IndexOf("\r\n"u8)];
            int colon = line.IndexOf((byte)':');
            if (++count > limits.Headers || colon <= 0 || line[..colon].ContainsAnyExcept(NameBytes))
            {
                return null;
            }

            ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
            string name = Encoding.ASCII.GetString(line[..colon]);
            if (value.ContainsAnyExceptInRange((byte)' ', (byte)'~') || !IsPlain(name, value))
            {
                return null;
            }

            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                headers[name] = StringValues.Concat(headers[name], Encoding.ASCII.GetString(value));
            }
            else if (digitsStart < 0 && TryReadLength(value, out _))
            {
                digitsStart = start + colon + 1 + line[(colon + 1)..].IndexOf(value[0]);
                digitsEnd = digitsStart + value.Length;
            }
            else
            {
                return null;
            }

            start += line.Length + 2;
        }

        return digitsStart >= 0 && headers["Host"].Count == 1
            ? new RequestHead(head.ToArray(), digitsStart, digitsEnd, path, query, headers)
            : null;
    }

    private static bool TryReadLine(ReadOnlySpan<byte> line, out string path, out string query)
    {
        path = query = "";
        if (!line.StartsWith("POST "u8) || !line.EndsWith(" HTTP/1.1"u8) || line.Length < "POST / HTTP/1.1".Length)
        {
            return false;
        }

        ReadOnlySpan<byte> target = line["POST ".Length..^" HTTP/1.1".Length];
        if (target.ContainsAnyExcept(TargetBytes))
        {
            return false;
        }

        int mark = target.IndexOf((byte)'?');
        path = Encoding.ASCII.GetString(mark < 0 ? target : target[..mark]);
        query = mark < 0 ? "" : Encoding.ASCII.GetString(target[mark..]);
        return Paths.IsProcess(path);
    }

    /// <summary>Whether a header leaves the framing and the connection alone, so that whoever does not know it may pass over it.</summary>
    private static bool IsPlain(string name, ReadOnlySpan<byte> value) => name.ToUpperInvariant() switch
    {
        "CONNECTION" => Ascii.EqualsIgnoreCase(value, "keep-alive"u8),
        "HOST" => !value.IsEmpty && !value.ContainsAnyExcept(HostBytes),
        "TRANSFER-ENCODING" or "TE" or "TRAILER" or "UPGRADE" or "EXPECT" or "HTTP2-SETTINGS" or "PROXY-CONNECTION" => false,

        // Read as one of those above by servers that make no difference between the two characters.
        _ => !name.Contains('_', StringComparison.Ordinal),
    };

    private static bool TryReadLength(ReadOnlySpan<byte> digits, out int length)
    {
        length = 0;
        if (digits.IsEmpty || digits.Length > MaxLengthDigits || (digits[0] == (byte)'0' && digits.Length > 1))
        {
            return false;
        }

        foreach (byte digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            length = (length * 10) + (digit - (byte)'0');
        }

        return true;
    }

    private static bool Agree(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> beginning)
    {
        int length = Math.Min(sent.Length, beginning.Length);
        return sent[..length].SequenceEqual(beginning[..length]);
    }
}
