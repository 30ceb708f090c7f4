using SQLitePCL;

namespace Callgoose.Storage;

/// <summary>The SQLite library that this process runs with.</summary>
public static class SqliteLibrary
{
    static SqliteLibrary() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    /// <summary>Its version, such as 3.40.1.</summary>
    public static string Version => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>Makes sure that the library can be called.</summary>
    internal static void Load()
    {
        // The static constructor has run once this is called.
    }
}
