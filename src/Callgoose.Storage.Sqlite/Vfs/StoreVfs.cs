using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Checksums;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>
/// By what every connection of this process uses files: SQLite's own way, but for two things. Pages of database files have checksums
/// (<see cref="CheckedFile"/>), and those of write-ahead logs have theirs looked at. Writes to a log that adjoin can be coalesced: SQLite writes
/// the header and the page of each frame by themselves, and a system call costs more than what it writes. <see cref="CoalescedCommit"/> tells when.
/// </summary>
internal static unsafe partial class StoreVfs
{
    private const string Name = "callgoose";

    /// <summary><c>SQLITE_FCNTL_FILE_POINTER</c>: asks a connection for the file of its database.</summary>
    private const int FilePointer = 7;

    /// <summary><c>SQLITE_FCNTL_JOURNAL_POINTER</c>: asks a connection for the file of its journal or write-ahead log.</summary>
    private const int JournalPointer = 28;

    /// <summary><c>SQLITE_FCNTL_RESERVE_BYTES</c>: how many bytes of a page are the program's, from the time on that the file is made or rewritten.</summary>
    private const int ReserveBytes = 38;

    private const int OpenDatabase = 0x00000100;
    private const int OpenWriteAheadLog = 0x00080000;

    private static SqliteVfs* inner;
    private static SqliteFileMethods* methods;
    private static nint temporaryPath;

    /// <summary>Makes it the one that SQLite uses, for as long as the process lives. To be called once.</summary>
    public static void Register()
    {
        inner = FindVfs(null);
        methods = WriteCoalescingMethods.Make();

        // A copy: all functions but one are those of the default VFS, and what they look up in it is there as well.
        var vfs = (SqliteVfs*)NativeMemory.Alloc((nuint)sizeof(SqliteVfs));
        *vfs = *inner;
        vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        vfs->FileSize = Math.Max(sizeof(WriteCoalescingFile), sizeof(CheckedFile)) + inner->FileSize;
        vfs->Open = &Open;
        int code = RegisterVfs(vfs, makeDefault: 1);
        if (code != raw.SQLITE_OK)
        {
            throw new StoreException($"SQLite takes no VFS (SQLite result {code}).", code);
        }
    }

    /// <summary>The write-ahead log of a connection, valid until the connection is closed.</summary>
    /// <exception cref="InvalidOperationException">The connection has no log, or not this VFS.</exception>
    public static WriteCoalescingFile* LogOf(sqlite3 connection)
    {
        SqliteFile* file = null;
        int code = ControlFile(connection, null, JournalPointer, &file);
        return code == raw.SQLITE_OK && file->Methods == methods
            ? (WriteCoalescingFile*)file
            : throw new InvalidOperationException("The connection has no write-ahead log whose writes can be coalesced.");
    }

    /// <summary>Has a database made with room for checksums, or rewritten with it by the next <c>VACUUM</c>.</summary>
    public static void ReserveChecksums(sqlite3 connection)
    {
        int bytes = PageChecksum.Length;
        int code = ControlFile(connection, null, ReserveBytes, &bytes);
        if (code != raw.SQLITE_OK)
        {
            throw new StoreException($"SQLite leaves no room for checksums (SQLite result {code}).", code);
        }
    }

    /// <summary>Whether the pages of a connection's database have checksums.</summary>
    public static bool HasChecksums(sqlite3 connection)
    {
        SqliteFile* file = null;
        return ControlFile(connection, null, FilePointer, &file) == raw.SQLITE_OK && CheckedFileMethods.HasChecksums(file);
    }

    /// <summary>Where SQLite puts what it needs for a while and has no name for, until told otherwise; null for the system's folder, which may be memory.</summary>
    public static void PutTemporaryFiles(string? path) => temporaryPath = path is null ? 0 : Marshal.StringToCoTaskMemUTF8(path);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(SqliteVfs* vfs, byte* path, SqliteFile* file, int flags, int* openedWith)
    {
        if ((flags & OpenWriteAheadLog) == 0)
        {
            // Without a name it is removed at once and goes with the process.
            int opened = inner->Open(inner, path == null ? (byte*)temporaryPath : path, file, flags, openedWith);
            if (opened == raw.SQLITE_OK && (flags & OpenDatabase) != 0)
            {
                CheckedFileMethods.Take(file, path, inner->FileSize);
            }

            return opened;
        }

        SqliteFile* innerFile = WriteCoalescingFile.Inner(file);
        innerFile->Methods = null;
        int code = inner->Open(inner, path, innerFile, flags, openedWith);

        // SQLite tells by this whether there is something to close, after a failure too.
        *(WriteCoalescingFile*)file = new WriteCoalescingFile { Methods = innerFile->Methods == null ? null : methods, Path = path, Unsettled = long.MaxValue };
        return code;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static partial SqliteVfs* FindVfs(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int RegisterVfs(SqliteVfs* vfs, int makeDefault);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static partial int ControlFile(sqlite3 connection, byte* database, int operation, void* argument);
}
