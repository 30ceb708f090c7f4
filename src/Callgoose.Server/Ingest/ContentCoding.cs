using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Callgoose.Http;
using Callgoose.Incidents;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Ingest;

/// <summary>The content codings of a body (RFC 9110, section 8.4.1): gzip, br and deflate, one at a time.</summary>
internal static class ContentCoding
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>The size of a gzip header and trailer. A shorter body is truncated.</summary>
    private const int GzipFrameBytes = 10 + 8;

    /// <summary>A content coding.</summary>
    public enum Kind
    {
        /// <summary>No compression.</summary>
        Identity,

        /// <summary>RFC 1952.</summary>
        Gzip,

        /// <summary>RFC 7932.</summary>
        Brotli,

        /// <summary>RFC 1950; some senders omit its header, which is accepted, too.</summary>
        Deflate,
    }

    /// <summary>Parses a <c>Content-Encoding</c> header.</summary>
    /// <returns>False for an unknown coding and for more than one.</returns>
    public static bool TryParse(StringValues header, out Kind kind)
    {
        kind = Kind.Identity;
        if (header.Count == 0)
        {
            return true;
        }

        ReadOnlySpan<char> coding = header.Count == 1 ? header[0].AsSpan().Trim() : "several";
        if (coding.IsEmpty || Is(coding, "identity"))
        {
            return true;
        }

        kind = Is(coding, "gzip") || Is(coding, "x-gzip") ? Kind.Gzip
            : Is(coding, "br") ? Kind.Brotli
            : Is(coding, "deflate") ? Kind.Deflate
            : Kind.Identity;
        return kind != Kind.Identity;
    }

    /// <summary>Replaces a compressed body with its decompressed content. Stops as soon as the content exceeds the limit.</summary>
    /// <returns>The refusal, or null.</returns>
    public static Problem? Decompress(TextArena body, Kind kind, int limit)
    {
        // Compressed bodies are rare enough to copy; the arena is then free for the result.
        byte[] compressed = body.Written.ToArray();
        body.Reset();
        try
        {
            bool complete = kind switch
            {
                Kind.Brotli => DecompressBrotli(compressed, body, limit),
                Kind.Gzip => DecompressGzip(compressed, body, limit),
                _ => DecompressDeflate(compressed, body, limit),
            };
            return body.Length > limit ? Problems.BodyTooLarge(limit) : complete ? null : Problems.BadEncodedBody;
        }
        catch (InvalidDataException)
        {
            return Problems.BadEncodedBody;
        }
    }

    private static bool DecompressBrotli(ReadOnlySpan<byte> compressed, TextArena body, int limit)
    {
        using var decoder = new BrotliDecoder();
        while (body.Length <= limit)
        {
            OperationStatus status = decoder.Decompress(
                compressed, body.Reserve(ChunkBytes)[..ChunkBytes], out int consumed, out int written);
            compressed = compressed[consumed..];
            body.Commit(written);
            if (status != OperationStatus.DestinationTooSmall)
            {
                return status == OperationStatus.Done;
            }
        }

        return false;
    }

    /// <summary>
    /// Decompresses gzip. <see cref="GZipStream"/> does not report a truncated body, so the length in the trailer is compared
    /// (RFC 1952, section 2.3.1). A body of several members fails that test; no webhook sender produces one.
    /// </summary>
    private static bool DecompressGzip(byte[] compressed, TextArena body, int limit)
    {
        using var stream = new GZipStream(new MemoryStream(compressed, writable: false), CompressionMode.Decompress);
        return CopyTo(body, stream, limit)
            && compressed.Length >= GzipFrameBytes
            && BinaryPrimitives.ReadUInt32LittleEndian(compressed.AsSpan(^sizeof(uint))) == (uint)body.Length;
    }

    /// <summary>Decompresses deflate. The decoder asks for bytes past the last one only if the stream is not complete.</summary>
    private static bool DecompressDeflate(byte[] compressed, TextArena body, int limit)
    {
        using var source = new ExhaustibleStream(compressed);
        using Stream stream = HasZlibHeader(compressed)
            ? new ZLibStream(source, CompressionMode.Decompress)
            : new DeflateStream(source, CompressionMode.Decompress);
        return CopyTo(body, stream, limit) && !source.WasExhausted;
    }

    private static bool CopyTo(TextArena body, Stream stream, int limit)
    {
        while (body.Length <= limit)
        {
            int read = stream.Read(body.Reserve(ChunkBytes)[..ChunkBytes]);
            if (read == 0)
            {
                return true;
            }

            body.Commit(read);
        }

        return false;
    }

    /// <summary>Whether a zlib header is present (RFC 1950, section 2.2): method 8, and the first two bytes are a multiple of 31.</summary>
    private static bool HasZlibHeader(ReadOnlySpan<byte> compressed) =>
        compressed.Length >= 2 && (compressed[0] & 0x0F) == 8 && ((compressed[0] << 8) | compressed[1]) % 31 == 0;

    private static bool Is(ReadOnlySpan<char> coding, string name) => coding.Equals(name, StringComparison.OrdinalIgnoreCase);

    private sealed class ExhaustibleStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public bool WasExhausted { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Note(base.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Note(base.Read(buffer));

        private int Note(int read)
        {
            WasExhausted |= read == 0;
            return read;
        }
    }
}
