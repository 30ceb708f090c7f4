using System.Text;
using Callgoose.Storage.Sqlite.Database;
using SQLitePCL;

namespace Callgoose.Storage.Tests;

/// <summary>Reads or disturbs a file next to the store, over its own connection.</summary>
internal sealed class RawDatabase : IDisposable
{
    private readonly sqlite3 connection;

    public RawDatabase(string path)
    {
        // Loads the library that the store uses.
        Assert.NotEmpty(SqliteLibrary.Version);
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(path, out connection));
        raw.sqlite3_busy_timeout(connection, 5000);
    }

    public void Execute(string sql) => Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(connection, sql));

    /// <summary>The first column of every row, as text.</summary>
    public List<string> Read(string sql)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection, sql, out sqlite3_stmt statement));
        using (statement)
        {
            var rows = new List<string>();
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                rows.Add(Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, 0)));
            }

            return rows;
        }
    }

    /// <summary>The first column of every row, as numbers.</summary>
    public long[] ReadNumbers(string sql) => [.. Read($"SELECT CAST(n AS TEXT) FROM ({sql})").Select(static n => long.Parse(n, null))];

    /// <summary>What SQLite finds wrong with a file that nobody is changing.</summary>
    public static void AssertSound(string path)
    {
        using var database = new RawDatabase(path);
        Assert.Equal(["ok"], database.Read("PRAGMA integrity_check"));
    }

    public void Dispose() => raw.sqlite3_close_v2(connection);
}
