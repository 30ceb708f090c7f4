using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Callgoose.Storage;

/// <summary>
/// What SQLite calls to use a <see cref="GatheringFile"/>. Whatever looks at the file, changes it in another way or makes it durable
/// comes after the writing of what was gathered, and fails with it.
/// </summary>
internal static unsafe class GatheringMethods
{
    /// <summary>Makes the table of the functions, for as long as the process lives.</summary>
    public static SqliteFileMethods* Make()
    {
        var table = (SqliteFileMethods*)NativeMemory.Alloc((nuint)sizeof(SqliteFileMethods));
        *table = new SqliteFileMethods
        {
            Version = 1,
            Close = &Close,
            Read = &Read,
            Write = &Write,
            Truncate = &Truncate,
            Sync = &Sync,
            FileSize = &FileSize,
            Lock = &Lock,
            Unlock = &Unlock,
            CheckReservedLock = &CheckReservedLock,
            Control = &Control,
            SectorSize = &SectorSize,
            DeviceCharacteristics = &DeviceCharacteristics,
        };
        return table;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(SqliteFile* file)
    {
        int flushed = GatheringFile.Flush(file);
        int closed = GatheringFile.Inner(file)->Methods->Close(GatheringFile.Inner(file));
        return flushed == raw.SQLITE_OK ? closed : flushed;
    }

    /// <summary>After a write that failed SQLite has to be able to read on: it undoes its transaction by what was committed before.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(SqliteFile* file, void* room, int length, long offset)
    {
        int flushed = GatheringFile.Flush(file);
        return flushed == raw.SQLITE_OK ? GatheringFile.Inner(file)->Methods->Read(GatheringFile.Inner(file), room, length, offset) : flushed;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(SqliteFile* file, void* data, int length, long offset) => GatheringFile.Write(file, data, length, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(SqliteFile* file, long length)
    {
        int flushed = GatheringFile.Flush(file);
        ((GatheringFile*)file)->End = Math.Min(((GatheringFile*)file)->End, length);
        return flushed == raw.SQLITE_OK ? GatheringFile.Inner(file)->Methods->Truncate(GatheringFile.Inner(file), length) : flushed;
    }

    /// <summary>The one call whose success SQLite tells others of: it must not succeed after a write that failed, whoever asks again.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(SqliteFile* file, int flags)
    {
        GatheringFile.Flush(file);
        int failure = ((GatheringFile*)file)->Failure;
        return failure == raw.SQLITE_OK ? GatheringFile.Inner(file)->Methods->Sync(GatheringFile.Inner(file), flags) : failure;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(SqliteFile* file, long* length)
    {
        int flushed = GatheringFile.Flush(file);
        return flushed == raw.SQLITE_OK ? GatheringFile.Inner(file)->Methods->FileSize(GatheringFile.Inner(file), length) : flushed;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(SqliteFile* file, int operation, void* argument)
    {
        int flushed = GatheringFile.Flush(file);
        return flushed == raw.SQLITE_OK ? GatheringFile.Inner(file)->Methods->Control(GatheringFile.Inner(file), operation, argument) : flushed;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(SqliteFile* file, int level) => GatheringFile.Inner(file)->Methods->Lock(GatheringFile.Inner(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(SqliteFile* file, int level) => GatheringFile.Inner(file)->Methods->Unlock(GatheringFile.Inner(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(SqliteFile* file, int* isLocked) =>
        GatheringFile.Inner(file)->Methods->CheckReservedLock(GatheringFile.Inner(file), isLocked);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(SqliteFile* file) => GatheringFile.Inner(file)->Methods->SectorSize(GatheringFile.Inner(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceCharacteristics(SqliteFile* file) =>
        GatheringFile.Inner(file)->Methods->DeviceCharacteristics(GatheringFile.Inner(file));
}
