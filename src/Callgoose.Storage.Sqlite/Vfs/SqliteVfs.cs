using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>SQLite's interface to the file system: <c>sqlite3_vfs</c> of version 3 on a 64-bit system, with the fields that this program uses.</summary>
[StructLayout(LayoutKind.Explicit, Size = 168)]
internal unsafe struct SqliteVfs
{
    /// <summary><c>szOsFile</c>: the size of SQLite's structure for an open file, in bytes.</summary>
    [FieldOffset(4)]
    public int FileSize;

    /// <summary><c>zName</c>: zero-terminated UTF-8.</summary>
    [FieldOffset(24)]
    public byte* Name;

    /// <summary><c>xOpen</c>: VFS, path, file, flags, pointer to the flags that the file was opened with. Returns a result code.</summary>
    [FieldOffset(40)]
    public delegate* unmanaged[Cdecl]<SqliteVfs*, byte*, SqliteFile*, int, int*, int> Open;
}
