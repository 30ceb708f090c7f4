using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Callgoose.Storage.Sqlite.Checksums;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>
/// An open write-ahead log, with the coalesced part of the writes to it. The file of the default VFS follows directly in memory. Pages that
/// are read from the log are verified with the checksums that SQLite has put there; a page that differs from what was written is refused.
/// </summary>
/// <remarks>
/// The structure lives in SQLite's memory, which uses it through <see cref="WriteCoalescingMethods"/>. Nothing here allocates or throws,
/// because the callers are C code.
/// </remarks>
internal unsafe struct WriteCoalescingFile
{
    /// <summary>
    /// The size of the largest single write: the header of the log and the frames of 31 pages. SQLite's VFS for Unix must not get more than
    /// 131,071 bytes in one call: it uses only 17 bits of the length.
    /// </summary>
    public const int Capacity = 32 + (31 * (24 + 4096));

    /// <summary>As in <see cref="SqliteFile"/>; must be the first field.</summary>
    public SqliteFileMethods* Methods;

    /// <summary>A buffer of <see cref="Capacity"/> bytes while writes are coalesced; null while each is done at once.</summary>
    public byte* Buffer;

    /// <summary>The offset of the first coalesced byte in the file.</summary>
    public long Offset;

    /// <summary>The number of coalesced bytes.</summary>
    public int Length;

    /// <summary>The end of the last write: the file is at least this long.</summary>
    public long End;

    /// <summary>The result code of a failed late write, whose data is lost; 0 if none has failed since coalescing began.</summary>
    public int Failure;

    /// <summary>The path. SQLite keeps it for as long as the file is open.</summary>
    public byte* Path;

    /// <summary>
    /// The offset from which on checksums do not match their frames, because a transaction has rewritten a page that was in the log
    /// already. SQLite corrects them when it commits, and nobody else reads there before.
    /// </summary>
    public long Unsettled;

    /// <summary>The offset after the last bytes that SQLite has written, coalesced or not.</summary>
    public long Next;

    /// <summary>The file of the default VFS.</summary>
    public static SqliteFile* Inner(SqliteFile* file) => (SqliteFile*)((WriteCoalescingFile*)file + 1);

    /// <summary>Accepts a write. If it does not continue the coalesced data, that data is written first.</summary>
    /// <returns>A result code, which may be that of the earlier write.</returns>
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

    /// <summary>Writes the coalesced data.</summary>
    /// <returns>A result code: success if there was nothing to write.</returns>
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

    /// <summary>Reads, and refuses a page that differs from what was written.</summary>
    /// <returns>A result code.</returns>
    public static int Read(SqliteFile* file, void* room, int length, long offset)
    {
        var log = (WriteCoalescingFile*)file;
        return length == PageChecksum.PageLength && LogChecksum.IsPageAt(offset) && offset < log->Unsettled
            ? ReadPage(log, (byte*)room, offset)
            : Inner(file)->Methods->Read(Inner(file), room, length, offset);
    }

    /// <summary>Reads a page with the header of its frame in one call, and the checksum that the frame continues.</summary>
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

    /// <summary>Detects rewriting: a page that does not follow its header is written into an existing frame.</summary>
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
