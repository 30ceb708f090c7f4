using System.Buffers.Binary;
using System.Text;

namespace Callgoose.EndToEnd.Tests.Tls;

/// <summary>Frames of HTTP/2 (RFC 9113) as bytes, for requests that a well-behaved client does not send.</summary>
public static class Http2Frames
{
    /// <summary>The start of a connection: the preface and empty settings.</summary>
    public static byte[] Begin { get; } = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(4, 0, 0, [])];

    /// <summary>The head of a webhook. Its body comes later.</summary>
    public static byte[] Headers(int stream, string token) => Frame(1, 0x4, stream,
    [
        // POST and https are in the static table (RFC 7541, appendix A); the rest is written out.
        0x83, 0x87, 0x04, .. Text("/v1/process?from=BetterStack"), 0x01, .. Text("localhost"), 0x00, .. Text("x-callgoose-auth"), .. Text(token),
    ]);

    /// <summary>A complete request, to a path that needs no token.</summary>
    public static byte[] Probe(int stream) => Frame(1, 0x5, stream, [0x82, 0x87, 0x04, .. Text("/healthz"), 0x01, .. Text("localhost")]);

    /// <summary>Cancels the stream (CANCEL).</summary>
    public static byte[] Reset(int stream) => Frame(3, 0, stream, [0, 0, 0, 8]);

    private static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return frame;
    }

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
}
