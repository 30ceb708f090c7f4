using System.Runtime.CompilerServices;
using Callgoose.Storage.Sqlite.Checksums;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>
/// The data that follows the default VFS's own structure of an open database file: whether its pages have checksums, and the read and write
/// functions of the default VFS.
/// </summary>
/// <remarks>
/// A page gets its checksum when it is copied from the write-ahead log. The checksum is verified whenever SQLite reads the page from the
/// file, which it does once each time that the page enters a connection's cache. A log has checksums of its own
/// (<see cref="WriteCoalescingFile"/>). The structure lives in SQLite's memory and is called from C code: nothing may throw.
/// </remarks>
internal unsafe struct CheckedFile
{
    private const int MagicLength = 16;
    private const int PageSizeAt = 16;
    private const int ReservedAt = 20;

    /// <summary>Bytes 16 and 17 of a file with pages of 4,096 bytes; the marks of a file with checksums begin at byte 20.</summary>
    private static ReadOnlySpan<byte> PageSize => [0x10, 0x00];

    private static ReadOnlySpan<byte> ReservedAndFractions => [PageChecksum.Length, 64, 32, 32];

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>The functions of the default VFS.</summary>
    public SqliteFileMethods* Original;

    /// <summary>The path. SQLite keeps it for as long as the file is open.</summary>
    public byte* Path;

    /// <summary>Whether pages have checksums.</summary>
    public bool HasChecksums;

    /// <summary>Finds out whether a file that has just been opened has checksums. A new file gets them.</summary>
    public void Look(SqliteFile* file)
    {
        byte* bytes = stackalloc byte[PageChecksum.PageLength];
        var page = new Span<byte>(bytes, PageChecksum.PageLength);
        page.Clear();
        long length = 0;
        Original->FileSize(file, &length);
        Original->Read(file, bytes, PageChecksum.PageLength, 0);
        HasChecksums = length == 0 || IsCheckedHeader(page) || IsDamagedHeader(page);
    }

    /// <summary>Reads, and refuses a page that differs from what was written.</summary>
    /// <returns>A result code.</returns>
    public int Read(SqliteFile* file, void* room, int length, long offset)
    {
        int code = Original->Read(file, room, length, offset);
        bool isPage = length == PageChecksum.PageLength && offset % PageChecksum.PageLength == 0;
        if (code == raw.SQLITE_IOERR_SHORT_READ && isPage && HasChecksums && EndsBehind(file, offset))
        {
            // SQLite would treat the missing part of the last page as zeros.
            return PageDamage.Note(Path, offset, isLog: false);
        }

        if (code != raw.SQLITE_OK || !HasChecksums)
        {
            return code;
        }

        var bytes = new Span<byte>(room, length);
        if (isPage)
        {
            return PageChecksum.Matches(bytes, Number(offset)) ? code : PageDamage.Note(Path, offset, isLog: false);
        }

        if (offset == 0 && length >= ReservedAt + ReservedAndFractions.Length)
        {
            // SQLite reads this before it reads pages: the page may be one that a crash has left half written, and the log has a copy of
            // it.
            PageSize.CopyTo(bytes[PageSizeAt..]);
            ReservedAndFractions.CopyTo(bytes[ReservedAt..]);
        }

        return code;
    }

    /// <summary>Writes, and puts a checksum into each page. Even in SQLite's own memory, nobody else uses the bytes of the checksum.</summary>
    /// <returns>A result code.</returns>
    public int Write(SqliteFile* file, void* data, int length, long offset)
    {
        if (length == PageChecksum.PageLength && offset % PageChecksum.PageLength == 0)
        {
            var page = new Span<byte>(data, length);
            if (offset == 0)
            {
                // A file that is new, or that has just been rewritten with checksums.
                HasChecksums = IsCheckedHeader(page);
            }

            if (HasChecksums)
            {
                PageChecksum.Write(page, Number(offset));
            }
        }

        return Original->Write(file, data, length, offset);
    }

    private bool EndsBehind(SqliteFile* file, long offset)
    {
        long length = 0;
        return Original->FileSize(file, &length) == raw.SQLITE_OK && length > offset;
    }

    private static uint Number(long offset) => (uint)(offset / PageChecksum.PageLength) + 1;

    private static bool IsCheckedHeader(ReadOnlySpan<byte> page) => page[..MagicLength].SequenceEqual(Magic) && page[ReservedAt] == PageChecksum.Length;

    /// <summary>Tells whether the first page would be valid if its header said that it has a checksum.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsDamagedHeader(Span<byte> page)
    {
        Magic.CopyTo(page);
        PageSize.CopyTo(page[PageSizeAt..]);
        ReservedAndFractions.CopyTo(page[ReservedAt..]);
        return PageChecksum.Matches(page, 1);
    }
}
