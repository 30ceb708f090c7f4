namespace Callgoose.Storage.Sqlite.Locks;

/// <summary>
/// The databases that this process has open through SQLite. Their files must not be opened in any other way: closing a file drops all locks
/// that the process holds on it (fcntl, POSIX), through whichever handle it got them. Then another process believes that it is the first
/// one and restarts the index of the log while the server uses it (sqlite.org/howtocorrupt.html, section 2.2).
/// </summary>
internal static class OpenDatabases
{
    private static readonly Dictionary<string, int> Counts = [];

    /// <summary>Registers a connection before it is opened. Waits for callers of <see cref="Look"/>.</summary>
    public static void Add(string database)
    {
        lock (Counts)
        {
            string path = Path.GetFullPath(database);
            Counts[path] = Counts.GetValueOrDefault(path) + 1;
        }
    }

    /// <summary>Removes a connection that was closed.</summary>
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

    /// <summary>Reads the files of a database that this process does not have open. Nobody can open it meanwhile.</summary>
    /// <param name="database">The database.</param>
    /// <param name="look">Opens, reads and closes its files.</param>
    /// <returns>The result; nothing if the database is open.</returns>
    public static T? Look<T>(string database, Func<T?> look)
        where T : struct
    {
        lock (Counts)
        {
            return Counts.ContainsKey(Path.GetFullPath(database)) ? null : look();
        }
    }
}
