using System.Runtime.InteropServices;
using Callgoose.Storage.Sqlite.Locks;

namespace Callgoose.Storage.Sqlite.Checksums;

/// <summary>
/// Where a write-ahead log ends, as its index (<c>-shm</c>) has it (sqlite.org/walformat.html#wal_index_file_format). The system keeps the index of a killed
/// process, and SQLite writes the end there after the commit was synced: a log that is shorter was cut since.
/// </summary>
/// <remarks>After the machine itself went down the index may be of any earlier time: of a time before the log began anew, which has another salt then, or of
/// an earlier commit. So only what is missing from the log of the same salt, or from one that is no log at all, proves something.</remarks>
/// <param name="Frames">How many frames the log has.</param>
/// <param name="Salt">What each of its frames begins with.</param>
/// <param name="Checksum">The checksum of the last one.</param>
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
    /// <returns>What the index says; null if the log has it, if all of it is in the database, or if there is no sound index.</returns>
    /// <remarks>Of a database that this process has open it finds nothing (<see cref="OpenDatabases"/>).</remarks>
    /// <exception cref="IOException">One of the files cannot be read.</exception>
    public static LogEnd? FindMissing(string database) => OpenDatabases.Look(database, () => Look(database));

    private static LogEnd? Look(string database)
    {
        // A log that goes on or begins anew meanwhile has another end afterwards.
        string index = database + "-shm";
        LogEnd? end = Read(index);
        return end is LogEnd missing && !missing.IsIn(database + "-wal") && Read(index) == end ? missing : null;
    }

    /// <summary>How long a log is that has all its frames.</summary>
    public long LogLength => LogChecksum.HeaderLength + ((long)Frames * LogChecksum.FrameLength);

    private static LogEnd? Read(string index)
    {
        Span<byte> bytes = stackalloc byte[CopiedAt + sizeof(uint)];
        if (!File.Exists(index) || !TryRead(index, 0, bytes))
        {
            return null;
        }

        // Two copies, which are alike unless one is being written.
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

    /// <summary>The index is in the byte order of the machine, the log in that of the network.</summary>
    private static LogChecksum Native(ReadOnlySpan<byte> bytes) =>
        new(MemoryMarshal.Read<uint>(bytes), MemoryMarshal.Read<uint>(bytes[sizeof(uint)..]));
}
