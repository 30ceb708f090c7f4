using System.Buffers.Binary;

namespace Callgoose.Storage.Sqlite.Checksums;

/// <summary>
/// Scans a write-ahead log as SQLite does in recovery, and continues after the place where SQLite would stop. SQLite treats the first
/// invalid frame as the end, because a crash leaves such a frame there.
/// </summary>
/// <remarks>
/// <para>
/// A commit is written after the previous one was synced. So an intact commit after the one with the invalid frame proves that the damaged
/// part was once intact: no crash and no power cut leaves such a log. Damage to the last commit of a log cannot be distinguished from a
/// crash during that commit.
/// </para>
/// <para>Frames of earlier rounds of the log, which follow its end, have another salt.</para>
/// </remarks>
internal sealed class LogScan
{
    private const uint Magic = 0x377F0682;
    private const int SaltAt = 16;
    private const int SaltInFrameAt = 8;
    private const int SaltLength = 8;

    private readonly byte[] frame = new byte[LogChecksum.FrameLength];
    private readonly byte[] salt = new byte[SaltLength];
    private readonly Stream log;
    private LogChecksum checksum;

    private LogScan(Stream log) => this.log = log;

    /// <summary>Scans a log, which a server may be writing to.</summary>
    /// <returns>The damage; null if there is none, or no log.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static DamagedLog? Find(string path)
    {
        // A log that was restarted while it was read looks damaged, but only the first time.
        return FindOnce(path) is DamagedLog damage && FindOnce(path) == damage ? damage : null;
    }

    private static DamagedLog? FindOnce(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        return new LogScan(log).Find() is (long offset, int commits) ? new DamagedLog(path, offset, commits) : null;
    }

    private (long Offset, int Commits)? Find()
    {
        bool isHeaderSound = ReadHeader(out bool isOurs);
        if (!isOurs)
        {
            return null;
        }

        // With a damaged header the first frame cannot be verified, and the salt must be taken from the frames.
        long damagedAt = isHeaderSound ? -1 : 0;
        bool mayBeInLastCommit = false;
        int commits = 0;
        for (long at = LogChecksum.HeaderLength; log.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length; at += frame.Length)
        {
            bool isFirstAfterHeader = at == LogChecksum.HeaderLength && !isHeaderSound;
            if (isFirstAfterHeader)
            {
                frame.AsSpan(SaltInFrameAt, SaltLength).CopyTo(salt);
            }

            LogChecksum stored = LogChecksum.Read(frame.AsSpan(LogChecksum.AtInFrame));
            bool hasSalt = frame.AsSpan(SaltInFrameAt, SaltLength).SequenceEqual(salt);
            bool isSound = hasSalt && !isFirstAfterHeader && stored == checksum.OfFrame(frame, frame.AsSpan(LogChecksum.FrameHeaderLength));
            bool isCommit = BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(sizeof(uint))) != 0;
            checksum = stored;
            if (damagedAt < 0 && !isSound)
            {
                damagedAt = at;
                mayBeInLastCommit = !(hasSalt && isCommit);
            }
            else if (damagedAt >= 0 && isSound && isCommit)
            {
                commits++;
            }
        }

        // The first commit after the damage may itself be the damaged one: a power cut may leave parts of it.
        int proof = mayBeInLastCommit ? 2 : 1;
        return damagedAt >= 0 && commits >= proof ? (damagedAt, commits) : null;
    }

    private bool ReadHeader(out bool isOurs)
    {
        Span<byte> header = stackalloc byte[LogChecksum.HeaderLength];
        isOurs = log.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && BitConverter.IsLittleEndian;
        header.Slice(SaltAt, SaltLength).CopyTo(salt);
        checksum = LogChecksum.Read(header[LogChecksum.AtInHeader..]);
        return isOurs
            && BinaryPrimitives.ReadUInt32BigEndian(header) == Magic
            && default(LogChecksum).Then(header[..LogChecksum.AtInHeader]) == checksum;
    }
}
