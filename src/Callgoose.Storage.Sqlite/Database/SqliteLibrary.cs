using Callgoose.Storage.Sqlite.Vfs;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Database;

/// <summary>The SQLite library that this process runs with.</summary>
public static class SqliteLibrary
{
    static SqliteLibrary()
    {
        raw.SetProvider(new SQLite3Provider_e_sqlite3());

        // The program does not use SQLite's memory statistics, which take a lock for each allocation.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        StoreVfs.Register();
    }

    /// <summary>The version, such as 3.53.4.</summary>
    public static string Version => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>Ensures that the library can be called.</summary>
    internal static void Load()
    {
        // Calling this runs the static constructor.
    }
}
