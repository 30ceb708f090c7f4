using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Checksums;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>
/// The VFS of every connection of this process. It is SQLite's own one with two differences. It writes and verifies checksums of the pages
/// of database files (<see cref="CheckedFile"/>), and verifies SQLite's checksums in write-ahead logs. And it can coalesce adjoining writes
/// to a log: SQLite writes the header and the page of each frame separately, and a system call costs more than what it writes.
/// <see cref="CoalescedCommit"/> decides when.
/// </summary>
internal static unsafe partial class StoreVfs
{
    private const string Name = "callgoose";

    /// <summary><c>SQLITE_FCNTL_FILE_POINTER</c>: returns the database file of a connection.</summary>
    private const int FilePointer = 7;

    /// <summary><c>SQLITE_FCNTL_JOURNAL_POINTER</c>: returns the journal or write-ahead log of a connection.</summary>
    private const int JournalPointer = 28;

    /// <summary>
    /// <c>SQLITE_FCNTL_RESERVE_BYTES</c>: sets how many bytes of a page belong to the program, from the creation or the next rewrite of the
    /// file on.
    /// </summary>
    private const int ReserveBytes = 38;

    private const int OpenDatabase = 0x00000100;
    private const int OpenWriteAheadLog = 0x00080000;

    private static SqliteVfs* inner;
    private static SqliteFileMethods* methods;
    private static nint temporaryPath;

    /// <summary>Makes it the default VFS for the lifetime of the process. Call it once.</summary>
    public static void Register()
    {
        inner = FindVfs(null);
        methods = WriteCoalescingMethods.Make();

        // A copy: all functions but one are those of the default VFS, and they find their data in the copy as well.
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
    /// <exception cref="InvalidOperationException">The connection has no log, or another VFS.</exception>
    public static WriteCoalescingFile* LogOf(sqlite3 connection)
    {
        SqliteFile* file = null;
        int code = ControlFile(connection, null, JournalPointer, &file);
        return code == raw.SQLITE_OK && file->Methods == methods
            ? (WriteCoalescingFile*)file
            : throw new InvalidOperationException("The connection has no write-ahead log whose writes can be coalesced.");
    }

    /// <summary>Reserves space for checksums, for when the database is created or rewritten by the next <c>VACUUM</c>.</summary>
    public static void ReserveChecksums(sqlite3 connection)
    {
        int bytes = PageChecksum.Length;
        int code = ControlFile(connection, null, ReserveBytes, &bytes);
        if (code != raw.SQLITE_OK)
        {
            throw new StoreException($"SQLite leaves no room for checksums (SQLite result {code}).", code);
        }
    }

    /// <summary>Tells whether the pages of a connection's database have checksums.</summary>
    public static bool HasChecksums(sqlite3 connection)
    {
        SqliteFile* file = null;
        return ControlFile(connection, null, FilePointer, &file) == raw.SQLITE_OK && CheckedFileMethods.HasChecksums(file);
    }

    /// <summary>Sets the folder for SQLite's unnamed temporary files; null for the system's folder, which may be in memory.</summary>
    public static void PutTemporaryFiles(string? path) => temporaryPath = path is null ? 0 : Marshal.StringToCoTaskMemUTF8(path);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(SqliteVfs* vfs, byte* path, SqliteFile* file, int flags, int* openedWith)
    {
        if ((flags & OpenWriteAheadLog) == 0)
        {
            // A file without a name is removed at once and disappears with the process.
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

        // SQLite uses this to tell whether there is a file to close, even after a failure.
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
