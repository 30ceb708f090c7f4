using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>Has all that a commit appends to the write-ahead log written at once, just before it is synced.</summary>
/// <remarks>
/// <para>Why nothing is lost by it: SQLite tells others of a commit, in the index that they share, after the log has been synced, and the
/// sync begins with the writing of all that was coalesced (<see cref="WriteCoalescingMethods"/>). That is so with
/// <c>synchronous = FULL</c> only; with less there would be no call in between that could fail.</para>
/// <para>Why a failure does no harm: each way for the late write to fail is an error of a call whose error makes SQLite undo the whole
/// transaction, for nothing but a commit is coalesced. What a large transaction has to write before its commit is written as it comes:
/// SQLite may go on with such a transaction after an error.</para>
/// <para>What the disk sees is the same bytes at the same places between the same syncs. A crash in between leaves some
/// of the frames, as ever, and a commit counts when its last frame and the checksums of all are there.</para>
/// </remarks>
/// <param name="connection">A connection, which stays open until after the last commit.</param>
internal sealed unsafe class CoalescedCommit(sqlite3 connection)
{
    private readonly WriteCoalescingFile* log = StoreVfs.LogOf(connection);
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(WriteCoalescingFile.Capacity, pinned: true);

    /// <summary>How long the log is at least, in bytes.</summary>
    public long LogLength => log->End;

    /// <summary>From here on writes are coalesced: a commit follows at once.</summary>
    public void Begin() => log->Buffer = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(buffer));

    /// <summary>Ends it. After a commit nothing is left to be written; what a commit that failed has left belongs to nobody.</summary>
    public void End()
    {
        log->Buffer = null;
        log->Length = 0;
        log->Failure = raw.SQLITE_OK;
    }
}
