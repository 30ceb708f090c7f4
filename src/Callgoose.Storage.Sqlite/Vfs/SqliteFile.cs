namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>The beginning of every open file of SQLite: <c>sqlite3_file</c>.</summary>
internal unsafe struct SqliteFile
{
    /// <summary><c>pMethods</c>; null if the file is not open.</summary>
    public SqliteFileMethods* Methods;
}
