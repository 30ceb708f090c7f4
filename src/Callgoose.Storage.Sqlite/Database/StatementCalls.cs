using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Database;

/// <summary>
/// The SQLite functions that a statement calls many times per row, called with the bare pointer. Through the library's safe handles each
/// call costs two interlocked instructions, a virtual call and a transition of the garbage collector's mode, which is more than most of
/// these functions cost.
/// </summary>
/// <remarks>
/// The functions without a transition (<see cref="SuppressGCTransitionAttribute"/>) take well under a microsecond, never wait and never
/// call back: connections have no mutex, and bound memory belongs to the statement. <c>sqlite3_step</c> and <c>sqlite3_reset</c> may use
/// files, so they keep the transition.
/// </remarks>
internal static unsafe partial class StatementCalls
{
    /// <summary><c>SQLITE_STATIC</c>: the bound bytes do not move.</summary>
    public const nint StaysInPlace = 0;

    /// <summary><c>SQLITE_TRANSIENT</c>: SQLite copies the bound bytes.</summary>
    public const nint IsCopied = -1;

    private const string Library = "e_sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    /// <summary>Resets a statement. Its result is ignored: it only repeats how the last step failed.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    public static partial void Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    public static partial int BindNumber(nint statement, int parameter, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    [SuppressGCTransition]
    public static partial int BindNull(nint statement, int parameter);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_zeroblob")]
    [SuppressGCTransition]
    public static partial int BindZeros(nint statement, int parameter, int length);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    [SuppressGCTransition]
    public static partial int BindInPlace(nint statement, int parameter, byte* value, int length, nint ownership);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    public static partial int BindCopy(nint statement, int parameter, byte* value, int length, nint ownership);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    public static partial long Number(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    [SuppressGCTransition]
    public static partial byte* Bytes(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    public static partial int Length(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    [SuppressGCTransition]
    public static partial int Type(nint statement, int column);
}
