using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Database;

/// <summary>
/// SQLite's functions that a statement calls many times for each row, on the bare pointer. Through the library's safe handles each call costs two
/// interlocked instructions, a virtual call and a change of the garbage collector's mode, which is more than most of these functions do.
/// </summary>
/// <remarks>
/// Those without a change of mode (<see cref="SuppressGCTransitionAttribute"/>) take well under a microsecond, wait for nothing and call nobody back:
/// connections have no mutex, and memory that is bound is the statement's own. <c>sqlite3_step</c> and <c>sqlite3_reset</c> may use files and are not among them.
/// </remarks>
internal static unsafe partial class StatementCalls
{
    /// <summary><c>SQLITE_STATIC</c>: what is bound stays where it is.</summary>
    public const nint StaysInPlace = 0;

    /// <summary><c>SQLITE_TRANSIENT</c>: what is bound is copied.</summary>
    public const nint IsCopied = -1;

    private const string Library = "e_sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    /// <summary>Its result, which says once more how the last step failed, is left out.</summary>
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
