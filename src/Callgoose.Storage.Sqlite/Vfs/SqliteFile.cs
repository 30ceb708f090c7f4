namespace Callgoose.Storage.Sqlite.Vfs;

/// <summary>What every open file of SQLite begins with: <c>sqlite3_file</c>.</summary>
internal unsafe struct SqliteFile
{
    /// <summary><c>pMethods</c>; null if the file is not open.</summary>
    public SqliteFileMethods* Methods;
}
