using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Checksums;

/// <summary>
/// The checksums that SQLite itself puts into a write-ahead log, and looks at only when it recovers one (sqlite.org/fileformat2.html#wal_format).
/// Each goes on from the one before.
/// </summary>
/// <param name="First">The first half.</param>
/// <param name="Second">The second half.</param>
internal readonly record struct LogChecksum(uint First, uint Second)
{
    /// <summary>The length of the log's header.</summary>
    public const int HeaderLength = 32;

    /// <summary>The length of the header of a frame, behind which its page stands.</summary>
    public const int FrameHeaderLength = 24;

    /// <summary>The length of a frame.</summary>
    public const int FrameLength = FrameHeaderLength + PageChecksum.PageLength;

    /// <summary>How much of a header the checksum covers, which begins with it: of a frame the number of the page and the length of the database.</summary>
    public const int CoveredOfFrameHeader = 8;

    /// <summary>Where the checksum stands in the header of the log.</summary>
    public const int AtInHeader = 24;

    /// <summary>Where the checksum stands in the header of a frame.</summary>
    public const int AtInFrame = 16;

    /// <summary>Whether a page of a frame is at a place of the log.</summary>
    public static bool IsPageAt(long offset) => offset >= HeaderLength + FrameHeaderLength && (offset - HeaderLength - FrameHeaderLength) % FrameLength == 0;

    /// <summary>Where the checksum stands that the frame at a place of the log goes on from.</summary>
    public static long BeforeFrameAt(long offset) => offset == HeaderLength ? AtInHeader : offset - FrameLength + AtInFrame;

    /// <summary>Reads a checksum.</summary>
    public static LogChecksum Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[sizeof(uint)..]));

    /// <summary>The checksum of a frame.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="page">Its page.</param>
    public LogChecksum OfFrame(ReadOnlySpan<byte> header, ReadOnlySpan<byte> page) => Then(header[..CoveredOfFrameHeader]).Then(page);

    /// <summary>Goes on over bytes, a multiple of eight.</summary>
    public LogChecksum Then(ReadOnlySpan<byte> bytes)
    {
        // In the byte order of the machine: the log says which, and those of a machine of the other order are not looked at.
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(bytes);
        (uint first, uint second) = (First, Second);
        for (int i = 0; i + 1 < words.Length; i += 2)
        {
            // Each addition waits for the one before: a page takes a microsecond, however it is written.
            first += words[i] + second;
            second += words[i + 1] + first;
        }

        return new LogChecksum(first, second);
    }
}
