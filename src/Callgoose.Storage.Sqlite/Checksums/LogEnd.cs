using System.Runtime.InteropServices;
using Callgoose.Storage.Sqlite.Locks;

namespace Callgoose.Storage.Sqlite.Checksums;

/// <summary>
/// The end of a write-ahead log according to its index (<c>-shm</c>, sqlite.org/walformat.html#wal_index_file_format). The system keeps the
/// index of a killed process, and SQLite records the end there after it has synced a commit. So a log that is shorter has been truncated
/// since.
/// </summary>
/// <remarks>
/// After a crash of the machine the index may date from any earlier time: from before the log was restarted, when it had another salt, or
/// from an earlier commit. So it proves a loss only if the log has the same salt or is no valid log at all.
/// </remarks>
/// <param name="Frames">The number of frames in the log.</param>
/// <param name="Salt">The salt in each of its frames.</param>
/// <param name="Checksum">The checksum of the last frame.</param>
internal readonly record struct LogEnd(uint Frames, ulong Salt, LogChecksum Checksum)
{
    private const int HeaderLength = 48;
    private const int FramesAt = 16;
    private const int FrameChecksumAt = 24;
    private const int SaltAt = 32;
    private const int ChecksumAt = 40;
    private const int CopiedAt = 2 * HeaderLength;
    private const int SaltInLogAt = 16;
    private const int SaltInFrameAt = 8;

    /// <summary>Tells whether a log, which a server may be writing to, ends before its index says.</summary>
    /// <returns>
    /// The end according to the index. Null if the log has it, if all of it has been copied into the database, or if there is no valid
    /// index.
    /// </returns>
    /// <remarks>It finds nothing for a database that this process has open (<see cref="OpenDatabases"/>).</remarks>
    /// <exception cref="IOException">One of the files cannot be read.</exception>
    public static LogEnd? FindMissing(string database) => OpenDatabases.Look(database, () => Look(database));

    private static LogEnd? Look(string database)
    {
        // If the log was appended to or restarted meanwhile, it has another end afterwards.
        string index = database + "-shm";
        LogEnd? end = Read(index);
        return end is LogEnd missing && !missing.IsIn(database + "-wal") && Read(index) == end ? missing : null;
    }

    /// <summary>The length of a log with all its frames, in bytes.</summary>
    public long LogLength => LogChecksum.HeaderLength + ((long)Frames * LogChecksum.FrameLength);

    private static LogEnd? Read(string index)
    {
        Span<byte> bytes = stackalloc byte[CopiedAt + sizeof(uint)];
        if (!File.Exists(index) || !TryRead(index, 0, bytes))
        {
            return null;
        }

        // The header has two copies, which differ only while one is being written.
        ReadOnlySpan<byte> header = bytes[..HeaderLength];
        if (!header.SequenceEqual(bytes.Slice(HeaderLength, HeaderLength)) || default(LogChecksum).Then(header[..ChecksumAt]) != Native(header[ChecksumAt..]))
        {
            return null;
        }

        var end = new LogEnd(MemoryMarshal.Read<uint>(header[FramesAt..]), MemoryMarshal.Read<ulong>(header[SaltAt..]), Native(header[FrameChecksumAt..]));
        return end.Frames > MemoryMarshal.Read<uint>(bytes[CopiedAt..]) ? end : null;
    }

    private bool IsIn(string log)
    {
        Span<byte> header = stackalloc byte[LogChecksum.HeaderLength];
        Span<byte> last = stackalloc byte[LogChecksum.FrameHeaderLength];
        if (!File.Exists(log) || !TryRead(log, 0, header) || default(LogChecksum).Then(header[..LogChecksum.AtInHeader]) != LogChecksum.Read(header[LogChecksum.AtInHeader..]))
        {
            return false;
        }

        return MemoryMarshal.Read<ulong>(header[SaltInLogAt..]) != Salt
            || (TryRead(log, LogLength - LogChecksum.FrameLength, last)
                && MemoryMarshal.Read<ulong>(last[SaltInFrameAt..]) == Salt
                && LogChecksum.Read(last[LogChecksum.AtInFrame..]) == Checksum);
    }

    private static bool TryRead(string path, long offset, Span<byte> bytes)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return RandomAccess.Read(file, bytes, offset) == bytes.Length;
    }

    /// <summary>Reads a checksum of the index. The index has the byte order of the machine, the log that of the network.</summary>
    private static LogChecksum Native(ReadOnlySpan<byte> bytes) =>
        new(MemoryMarshal.Read<uint>(bytes), MemoryMarshal.Read<uint>(bytes[sizeof(uint)..]));
}
