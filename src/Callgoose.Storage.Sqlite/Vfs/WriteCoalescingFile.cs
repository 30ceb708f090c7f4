using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Callgoose.Storage.Sqlite.Checksums;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>
/// An open write-ahead log, and what has been coalesced of the writes to it. The file of the default VFS lies right behind this. Pages that are
/// read from it are those that were written, by the checksums that SQLite has put there, or they are refused.
/// </summary>
/// <remarks>
/// Lives in memory of SQLite, which uses it by <see cref="WriteCoalescingMethods"/>. Nothing here allocates or throws: there is C above it.
/// </remarks>
internal unsafe struct WriteCoalescingFile
{
    /// <summary>
    /// As much as is written at once: the header of the log and the frames of 31 pages. SQLite's VFS for Unix must not be given more
    /// than 131,071 bytes in one call: it looks at 17 bits of the length.
    /// </summary>
    public const int Capacity = 32 + (31 * (24 + 4096));

    /// <summary>As in <see cref="SqliteFile"/>; has to come first.</summary>
    public SqliteFileMethods* Methods;

    /// <summary><see cref="Capacity"/> bytes while writes are coalesced; null while each is done at once.</summary>
    public byte* Buffer;

    /// <summary>Where in the file the first of the coalesced bytes belongs.</summary>
    public long Offset;

    /// <summary>How many bytes are coalesced.</summary>
    public int Length;

    /// <summary>Where the last write ended: the file is as long as that, or longer.</summary>
    public long End;

    /// <summary>The result code of a late write that failed, whose bytes are lost; 0 if there was none since the coalescing began.</summary>
    public int Failure;

    /// <summary>The path, which SQLite keeps for as long as the file is open.</summary>
    public byte* Path;

    /// <summary>
    /// From where on checksums are not those of the frames: where a transaction wrote a page again that was in the log already. SQLite puts them
    /// right when it commits, and nobody else reads there before.
    /// </summary>
    public long Unsettled;

    /// <summary>Behind the last bytes that SQLite has written, coalesced or not.</summary>
    public long Next;

    /// <summary>The file of the default VFS.</summary>
    public static SqliteFile* Inner(SqliteFile* file) => (SqliteFile*)((WriteCoalescingFile*)file + 1);

    /// <summary>Takes a write, and does what was taken before if this one does not continue it.</summary>
    /// <returns>A result code, which may be that of what was taken before.</returns>
    public static int Write(SqliteFile* file, void* data, int length, long offset)
    {
        var log = (WriteCoalescingFile*)file;
        NoteRewriting(log, length, offset);
        bool continues = log->Length > 0 && offset == log->Offset + log->Length && length <= Capacity - log->Length;
        if (!continues)
        {
            Flush(file);
            if (log->Failure != raw.SQLITE_OK)
            {
                return log->Failure;
            }

            if (log->Buffer == null || length > Capacity)
            {
                return WriteNow(file, data, length, offset);
            }

            log->Offset = offset;
        }

        NativeMemory.Copy(data, log->Buffer + log->Length, (nuint)length);
        log->Length += length;
        return raw.SQLITE_OK;
    }

    /// <summary>Writes what was coalesced.</summary>
    /// <returns>A result code: success where there was nothing to write.</returns>
    public static int Flush(SqliteFile* file)
    {
        var log = (WriteCoalescingFile*)file;
        int length = log->Length;
        if (length == 0)
        {
            return raw.SQLITE_OK;
        }

        log->Length = 0;
        log->Failure = WriteNow(file, log->Buffer, length, log->Offset);
        return log->Failure;
    }

    /// <summary>Reads, and refuses a page that is not what was written.</summary>
    /// <returns>A result code.</returns>
    public static int Read(SqliteFile* file, void* room, int length, long offset)
    {
        var log = (WriteCoalescingFile*)file;
        return length == PageChecksum.PageLength && LogChecksum.IsPageAt(offset) && offset < log->Unsettled
            ? ReadPage(log, (byte*)room, offset)
            : Inner(file)->Methods->Read(Inner(file), room, length, offset);
    }

    /// <summary>Reads a page with the header of its frame, at once, and what the checksum of the frame goes on from.</summary>
    [SkipLocalsInit]
    private static int ReadPage(WriteCoalescingFile* log, byte* room, long offset)
    {
        SqliteFile* inner = Inner((SqliteFile*)log);
        byte* frame = stackalloc byte[LogChecksum.FrameLength];
        byte* before = stackalloc byte[sizeof(ulong)];
        long at = offset - LogChecksum.FrameHeaderLength;
        int code = inner->Methods->Read(inner, frame, LogChecksum.FrameLength, at);
        if (code == raw.SQLITE_OK)
        {
            code = inner->Methods->Read(inner, before, sizeof(ulong), LogChecksum.BeforeFrameAt(at));
        }

        if (code != raw.SQLITE_OK)
        {
            return code;
        }

        var bytes = new ReadOnlySpan<byte>(frame, LogChecksum.FrameLength);
        ReadOnlySpan<byte> page = bytes[LogChecksum.FrameHeaderLength..];
        page.CopyTo(new Span<byte>(room, PageChecksum.PageLength));
        LogChecksum found = LogChecksum.Read(new ReadOnlySpan<byte>(before, sizeof(ulong))).OfFrame(bytes, page);
        return found == LogChecksum.Read(bytes[LogChecksum.AtInFrame..]) ? raw.SQLITE_OK : PageDamage.Note(log->Path, offset, isLog: true);
    }

    /// <summary>A page that does not follow its header is written into a frame that was there.</summary>
    private static void NoteRewriting(WriteCoalescingFile* log, int length, long offset)
    {
        if (length == PageChecksum.PageLength && offset != log->Next && offset < log->Unsettled)
        {
            log->Unsettled = offset;
        }

        log->Next = offset + length;
    }

    private static int WriteNow(SqliteFile* file, void* data, int length, long offset)
    {
        int code = Inner(file)->Methods->Write(Inner(file), data, length, offset);
        if (code == raw.SQLITE_OK)
        {
            ((WriteCoalescingFile*)file)->End = offset + length;
        }

        return code;
    }
}
