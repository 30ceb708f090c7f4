namespace Callgoose.Storage.Sqlite;

/// <summary>
/// What SQLite calls to use a file: <c>sqlite3_io_methods</c>, version 1. Later versions add shared memory and mapping, which SQLite uses
/// of database files only, not of their logs. All give a result code but the last two.
/// </summary>
internal unsafe struct SqliteFileMethods
{
    /// <summary><c>iVersion</c>.</summary>
    public int Version;

    /// <summary><c>xClose</c>.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int> Close;

    /// <summary><c>xRead</c>: file, room, length, offset.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, void*, int, long, int> Read;

    /// <summary><c>xWrite</c>: file, data, length, offset.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, void*, int, long, int> Write;

    /// <summary><c>xTruncate</c>: file, length.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, long, int> Truncate;

    /// <summary><c>xSync</c>: file, flags.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int, int> Sync;

    /// <summary><c>xFileSize</c>: file, where the length goes.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, long*, int> FileSize;

    /// <summary><c>xLock</c>: file, level.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int, int> Lock;

    /// <summary><c>xUnlock</c>: file, level.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int, int> Unlock;

    /// <summary><c>xCheckReservedLock</c>: file, where the answer goes.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int*, int> CheckReservedLock;

    /// <summary><c>xFileControl</c>: file, what, its argument.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int, void*, int> Control;

    /// <summary><c>xSectorSize</c>.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int> SectorSize;

    /// <summary><c>xDeviceCharacteristics</c>.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int> DeviceCharacteristics;
}
