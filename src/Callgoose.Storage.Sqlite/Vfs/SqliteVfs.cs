using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>By what SQLite uses the file system: <c>sqlite3_vfs</c> of version 3 on a system of 64 bits, and what is looked at here of it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 168)]
internal unsafe struct SqliteVfs
{
    /// <summary><c>szOsFile</c>: the room that SQLite makes for an open file, in bytes.</summary>
    [FieldOffset(4)]
    public int FileSize;

    /// <summary><c>zName</c>: UTF-8, ended by a zero.</summary>
    [FieldOffset(24)]
    public byte* Name;

    /// <summary><c>xOpen</c>: VFS, path, file, flags, where the flags go that it was opened with. Gives a result code.</summary>
    [FieldOffset(40)]
    public delegate* unmanaged[Cdecl]<SqliteVfs*, byte*, SqliteFile*, int, int*, int> Open;
}
