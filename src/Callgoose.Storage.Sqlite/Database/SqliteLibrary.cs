using Callgoose.Storage.Sqlite.Vfs;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Database;

/// <summary>The SQLite library that this process runs with.</summary>
public static class SqliteLibrary
{
    static SqliteLibrary()
    {
        raw.SetProvider(new SQLite3Provider_e_sqlite3());

        // Nobody asks how much memory SQLite uses; counting it takes a lock for each piece that is allocated or freed.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        StoreVfs.Register();
    }

    /// <summary>Its version, such as 3.53.4.</summary>
    public static string Version => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>Makes sure that the library can be called.</summary>
    internal static void Load()
    {
        // The static constructor has run once this is called.
    }
}
