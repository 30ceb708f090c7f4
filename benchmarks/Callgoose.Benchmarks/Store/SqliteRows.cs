using SQLitePCL;

namespace Callgoose.Benchmarks.Store;

/// <summary>The minimum cost of writing an incident's bytes to disk with SQLite: one table, no index, no queries.</summary>
/// <remarks>Uses the library that the product's store has loaded: open the store first.</remarks>
internal sealed class SqliteRows : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt begin;
    private readonly sqlite3_stmt insert;
    private readonly sqlite3_stmt commit;
    private readonly byte[] row = new byte[160];

    /// <summary>Creates the file, with the same durability as the product's.</summary>
    public SqliteRows(string path)
    {
        const int Flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        Check(raw.sqlite3_open_v2(path, out database, Flags, null));
        Check(raw.sqlite3_exec(database, "PRAGMA journal_mode = WAL"));
        Check(raw.sqlite3_exec(database, "PRAGMA synchronous = FULL"));
        Check(raw.sqlite3_exec(database, "CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB NOT NULL)"));
        begin = Prepare("BEGIN IMMEDIATE");
        insert = Prepare("INSERT INTO rows (body) VALUES (?1)");
        commit = Prepare("COMMIT");
    }

    /// <summary>Writes some rows in one transaction and syncs it.</summary>
    public void Write(int count)
    {
        Run(begin);
        for (int i = 0; i < count; i++)
        {
            Check(raw.sqlite3_bind_blob(insert, 1, row));
            Run(insert);
        }

        Run(commit);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        begin.Dispose();
        insert.Dispose();
        commit.Dispose();
        database.Dispose();
    }

    private static void Run(sqlite3_stmt statement)
    {
        int code = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        Check(code == raw.SQLITE_DONE ? raw.SQLITE_OK : code);
    }

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new InvalidOperationException($"SQLite result {code}");
        }
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement));
        return statement;
    }
}
