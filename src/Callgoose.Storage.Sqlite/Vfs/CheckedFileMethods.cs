using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>
/// The functions that SQLite calls for a database file: those of the default VFS, except for reading and writing
/// (<see cref="CheckedFile"/>).
/// </summary>
internal static unsafe class CheckedFileMethods
{
    /// <summary>The version of the function table with shared memory but without mapping of the file, which would bypass reading.</summary>
    private const int WithoutMapping = 2;

    private static SqliteFileMethods* original;
    private static nint methods;
    private static int notesAt;

    /// <summary>Takes over a file that the default VFS has opened.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="innerLength">The length of the default VFS's own structure, which <see cref="CheckedFile"/> follows.</param>
    public static void Take(SqliteFile* file, byte* path, int innerLength)
    {
        if (Volatile.Read(ref methods) == 0)
        {
            Make(file->Methods, innerLength);
        }

        // The default VFS has other tables for file systems without locks, which a data folder cannot be on.
        if (file->Methods == original)
        {
            CheckedFile* notes = NotesOf(file);
            *notes = new CheckedFile { Original = original, Path = path };
            notes->Look(file);
            file->Methods = (SqliteFileMethods*)methods;
        }
    }

    /// <summary>Tells whether the pages of a file have checksums.</summary>
    public static bool HasChecksums(SqliteFile* file) => file->Methods == (SqliteFileMethods*)methods && NotesOf(file)->HasChecksums;

    /// <summary>Creates the function table. Two threads may do it at once: their results are the same.</summary>
    private static void Make(SqliteFileMethods* table, int innerLength)
    {
        var copy = (SqliteFileMethods*)NativeMemory.Alloc((nuint)sizeof(SqliteFileMethods));
        *copy = *table;
        copy->Version = Math.Min(table->Version, WithoutMapping);
        copy->Read = &Read;
        copy->Write = &Write;
        notesAt = innerLength;
        original = table;
        Volatile.Write(ref methods, (nint)copy);
    }

    private static CheckedFile* NotesOf(SqliteFile* file) => (CheckedFile*)((byte*)file + notesAt);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(SqliteFile* file, void* room, int length, long offset) => NotesOf(file)->Read(file, room, length, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(SqliteFile* file, void* data, int length, long offset) => NotesOf(file)->Write(file, data, length, offset);
}
