namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>
/// The functions that SQLite calls for a file: <c>sqlite3_io_methods</c>, version 2; a log needs only version 1. Version 3 adds mapping,
/// which is not used. All return a result code except <see cref="SectorSize"/>, <see cref="DeviceCharacteristics"/> and
/// <see cref="ShmBarrier"/>.
/// </summary>
internal unsafe struct SqliteFileMethods
{
    /// <summary><c>iVersion</c>.</summary>
    public int Version;

    /// <summary><c>xClose</c>.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int> Close;

    /// <summary><c>xRead</c>: file, buffer, length, offset.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, void*, int, long, int> Read;

    /// <summary><c>xWrite</c>: file, data, length, offset.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, void*, int, long, int> Write;

    /// <summary><c>xTruncate</c>: file, length.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, long, int> Truncate;

    /// <summary><c>xSync</c>: file, flags.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int, int> Sync;

    /// <summary><c>xFileSize</c>: file, pointer to the length.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, long*, int> FileSize;

    /// <summary><c>xLock</c>: file, level.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int, int> Lock;

    /// <summary><c>xUnlock</c>: file, level.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int, int> Unlock;

    /// <summary><c>xCheckReservedLock</c>: file, pointer to the answer.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int*, int> CheckReservedLock;

    /// <summary><c>xFileControl</c>: file, operation, its argument.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int, void*, int> Control;

    /// <summary><c>xSectorSize</c>.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int> SectorSize;

    /// <summary><c>xDeviceCharacteristics</c>.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int> DeviceCharacteristics;

    /// <summary><c>xShmMap</c>: file, region, its length, whether to create it, pointer to its address.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int, int, int, void**, int> ShmMap;

    /// <summary><c>xShmLock</c>: file, first lock, number of locks, flags.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int, int, int, int> ShmLock;

    /// <summary><c>xShmBarrier</c>.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, void> ShmBarrier;

    /// <summary><c>xShmUnmap</c>: file, whether to delete it.</summary>
    public delegate* unmanaged[Cdecl]<SqliteFile*, int, int> ShmUnmap;
}
