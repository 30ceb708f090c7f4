using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Checksums;

/// <summary>
/// The checksum that SQLite itself writes into a write-ahead log, and verifies only during recovery
/// (sqlite.org/fileformat2.html#wal_format). Each checksum continues the previous one.
/// </summary>
/// <param name="First">The first half.</param>
/// <param name="Second">The second half.</param>
internal readonly record struct LogChecksum(uint First, uint Second)
{
    /// <summary>The length of the log's header.</summary>
    public const int HeaderLength = 32;

    /// <summary>The length of the header of a frame, which precedes its page.</summary>
    public const int FrameHeaderLength = 24;

    /// <summary>The length of a frame.</summary>
    public const int FrameLength = FrameHeaderLength + PageChecksum.PageLength;

    /// <summary>How many bytes at the start of a frame header the checksum covers: the number of the page and the length of the database.</summary>
    public const int CoveredOfFrameHeader = 8;

    /// <summary>The offset of the checksum in the header of the log.</summary>
    public const int AtInHeader = 24;

    /// <summary>The offset of the checksum in the header of a frame.</summary>
    public const int AtInFrame = 16;

    /// <summary>Tells whether the page of a frame starts at an offset of the log.</summary>
    public static bool IsPageAt(long offset) => offset >= HeaderLength + FrameHeaderLength && (offset - HeaderLength - FrameHeaderLength) % FrameLength == 0;

    /// <summary>The offset of the checksum that the frame at an offset of the log continues.</summary>
    public static long BeforeFrameAt(long offset) => offset == HeaderLength ? AtInHeader : offset - FrameLength + AtInFrame;

    /// <summary>Reads a checksum.</summary>
    public static LogChecksum Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[sizeof(uint)..]));

    /// <summary>The checksum of a frame.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="page">Its page.</param>
    public LogChecksum OfFrame(ReadOnlySpan<byte> header, ReadOnlySpan<byte> page) => Then(header[..CoveredOfFrameHeader]).Then(page);

    /// <summary>Continues the checksum over bytes, whose length is a multiple of eight.</summary>
    public LogChecksum Then(ReadOnlySpan<byte> bytes)
    {
        // In the byte order of the machine. The log says which order it has, and logs of the other order are not checked.
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(bytes);
        (uint first, uint second) = (First, Second);
        for (int i = 0; i + 1 < words.Length; i += 2)
        {
            // Each addition depends on the previous one: a page takes a microsecond, however this is written.
            first += words[i] + second;
            second += words[i + 1] + first;
        }

        return new LogChecksum(first, second);
    }
}
