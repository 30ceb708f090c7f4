namespace Callgoose.Storage.Sqlite.Locks;

/// <summary>
/// The databases that this process has open by SQLite. Their files must not be opened in another way: closing a file drops all locks that the
/// process holds on it (fcntl, POSIX), by whichever handle it got them, and then another process takes itself for the first one and
/// begins the index of the log anew under the server (sqlite.org/howtocorrupt.html, section 2.2).
/// </summary>
internal static class OpenDatabases
{
    private static readonly Dictionary<string, int> Counts = [];

    /// <summary>Notes a connection that is about to be opened. Waits for whoever looks at the files.</summary>
    public static void Add(string database)
    {
        lock (Counts)
        {
            string path = Path.GetFullPath(database);
            Counts[path] = Counts.GetValueOrDefault(path) + 1;
        }
    }

    /// <summary>Notes that a connection is closed.</summary>
    public static void Remove(string database)
    {
        lock (Counts)
        {
            string path = Path.GetFullPath(database);
            if (--Counts[path] == 0)
            {
                Counts.Remove(path);
            }
        }
    }

    /// <summary>Looks at the files of a database that this process does not have open; nobody opens one meanwhile.</summary>
    /// <param name="database">The database.</param>
    /// <param name="look">Opens and closes its files.</param>
    /// <returns>What was found; nothing if it is open.</returns>
    public static T? Look<T>(string database, Func<T?> look)
        where T : struct
    {
        lock (Counts)
        {
            return Counts.ContainsKey(Path.GetFullPath(database)) ? null : look();
        }
    }
}
