using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>Writes everything that a commit appends to the write-ahead log at once, just before it is synced.</summary>
/// <remarks>
/// <para>
/// Why no data is lost: SQLite announces a commit to other connections, in the index that they share, only after the log has been synced,
/// and the sync begins by writing all coalesced data (<see cref="WriteCoalescingMethods"/>). This holds only with <c>synchronous =
/// FULL</c>; with a lower level there would be no call in between that could fail.
/// </para>
/// <para>
/// Why a failure does no harm: each way for the late write to fail is an error of a call whose error makes SQLite undo the whole
/// transaction, because only commits are coalesced. What a large transaction writes before its commit is written at once: SQLite may
/// continue such a transaction after an error.
/// </para>
/// <para>
/// The disk sees the same bytes at the same places between the same syncs. As always, a crash in between may leave some of the frames, and
/// a commit counts only if its last frame and the checksums of all are there.
/// </para>
/// </remarks>
/// <param name="connection">A connection, which stays open until after the last commit.</param>
internal sealed unsafe class CoalescedCommit(sqlite3 connection)
{
    private readonly WriteCoalescingFile* log = StoreVfs.LogOf(connection);
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(WriteCoalescingFile.Capacity, pinned: true);

    /// <summary>The minimum length of the log, in bytes.</summary>
    public long LogLength => log->End;

    /// <summary>Starts to coalesce writes. A commit must follow at once.</summary>
    public void Begin() => log->Buffer = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(buffer));

    /// <summary>Stops coalescing. After a commit nothing is left to write; the data of a failed commit is discarded.</summary>
    public void End()
    {
        log->Buffer = null;
        log->Length = 0;
        log->Failure = raw.SQLITE_OK;
    }
}
