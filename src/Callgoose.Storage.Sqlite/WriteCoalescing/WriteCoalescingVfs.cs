using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite;

/// <summary>
/// The default VFS of SQLite, but for write-ahead logs, to which it can coalesce writes that adjoin: SQLite writes the header and the page
/// of each frame by themselves, and a system call costs more than what it writes. <see cref="CoalescedCommit"/> tells when.
/// </summary>
internal static unsafe partial class WriteCoalescingVfs
{
    /// <summary>For <c>sqlite3_open_v2</c>.</summary>
    public const string Name = "coalescing";

    /// <summary><c>SQLITE_FCNTL_JOURNAL_POINTER</c>: asks a connection for the file of its journal or write-ahead log.</summary>
    private const int JournalPointer = 28;

    private const int OpenWriteAheadLog = 0x00080000;

    private static SqliteVfs* inner;
    private static SqliteFileMethods* methods;

    /// <summary>Makes it known to SQLite, for as long as the process lives. To be called once.</summary>
    public static void Register()
    {
        inner = FindVfs(null);
        methods = WriteCoalescingMethods.Make();

        // A copy: all functions but one are those of the default VFS, and what they look up in it is there as well.
        var vfs = (SqliteVfs*)NativeMemory.Alloc((nuint)sizeof(SqliteVfs));
        *vfs = *inner;
        vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        vfs->FileSize = sizeof(WriteCoalescingFile) + inner->FileSize;
        vfs->Open = &Open;
        int code = RegisterVfs(vfs, makeDefault: 0);
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

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(SqliteVfs* vfs, byte* path, SqliteFile* file, int flags, int* openedWith)
    {
        if ((flags & OpenWriteAheadLog) == 0)
        {
            return inner->Open(inner, path, file, flags, openedWith);
        }

        SqliteFile* innerFile = WriteCoalescingFile.Inner(file);
        innerFile->Methods = null;
        int code = inner->Open(inner, path, innerFile, flags, openedWith);

        // SQLite tells by this whether there is something to close, after a failure too.
        *(WriteCoalescingFile*)file = new WriteCoalescingFile { Methods = innerFile->Methods == null ? null : methods };
        return code;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static partial SqliteVfs* FindVfs(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int RegisterVfs(SqliteVfs* vfs, int makeDefault);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static partial int ControlFile(sqlite3 connection, byte* database, int operation, void* argument);
}
