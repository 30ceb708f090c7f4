using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>
/// The functions that SQLite calls for a <see cref="WriteCoalescingFile"/>. Each function that inspects the file, changes it in another way
/// or makes it durable first writes the coalesced data, and fails if that fails.
/// </summary>
internal static unsafe class WriteCoalescingMethods
{
    /// <summary>Creates the function table, for the lifetime of the process.</summary>
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
        int flushed = WriteCoalescingFile.Flush(file);
        int closed = WriteCoalescingFile.Inner(file)->Methods->Close(WriteCoalescingFile.Inner(file));
        return flushed == raw.SQLITE_OK ? closed : flushed;
    }

    /// <summary>Reads. It must work after a failed write, because SQLite reads committed data to undo its transaction.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(SqliteFile* file, void* room, int length, long offset)
    {
        int flushed = WriteCoalescingFile.Flush(file);
        return flushed == raw.SQLITE_OK ? WriteCoalescingFile.Read(file, room, length, offset) : flushed;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(SqliteFile* file, void* data, int length, long offset) => WriteCoalescingFile.Write(file, data, length, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(SqliteFile* file, long length)
    {
        int flushed = WriteCoalescingFile.Flush(file);
        ((WriteCoalescingFile*)file)->End = Math.Min(((WriteCoalescingFile*)file)->End, length);
        return flushed == raw.SQLITE_OK ? WriteCoalescingFile.Inner(file)->Methods->Truncate(WriteCoalescingFile.Inner(file), length) : flushed;
    }

    /// <summary>Syncs. SQLite announces its success to other connections, so it must not succeed after a failed write, even if it is called again.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(SqliteFile* file, int flags)
    {
        WriteCoalescingFile.Flush(file);
        ((WriteCoalescingFile*)file)->Unsettled = long.MaxValue;
        int failure = ((WriteCoalescingFile*)file)->Failure;
        return failure == raw.SQLITE_OK ? WriteCoalescingFile.Inner(file)->Methods->Sync(WriteCoalescingFile.Inner(file), flags) : failure;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(SqliteFile* file, long* length)
    {
        int flushed = WriteCoalescingFile.Flush(file);
        return flushed == raw.SQLITE_OK ? WriteCoalescingFile.Inner(file)->Methods->FileSize(WriteCoalescingFile.Inner(file), length) : flushed;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(SqliteFile* file, int operation, void* argument)
    {
        int flushed = WriteCoalescingFile.Flush(file);
        return flushed == raw.SQLITE_OK ? WriteCoalescingFile.Inner(file)->Methods->Control(WriteCoalescingFile.Inner(file), operation, argument) : flushed;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(SqliteFile* file, int level) => WriteCoalescingFile.Inner(file)->Methods->Lock(WriteCoalescingFile.Inner(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(SqliteFile* file, int level) => WriteCoalescingFile.Inner(file)->Methods->Unlock(WriteCoalescingFile.Inner(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(SqliteFile* file, int* isLocked) =>
        WriteCoalescingFile.Inner(file)->Methods->CheckReservedLock(WriteCoalescingFile.Inner(file), isLocked);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(SqliteFile* file) => WriteCoalescingFile.Inner(file)->Methods->SectorSize(WriteCoalescingFile.Inner(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceCharacteristics(SqliteFile* file) =>
        WriteCoalescingFile.Inner(file)->Methods->DeviceCharacteristics(WriteCoalescingFile.Inner(file));
}
