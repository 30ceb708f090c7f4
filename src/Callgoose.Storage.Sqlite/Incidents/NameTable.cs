using System.Text;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Gives key spaces, integrations and filters small numbers. There are few of them, so all are kept in memory.</summary>
internal sealed class NameTable(SqliteDatabase database)
{
    private readonly Dictionary<string, long> known = new(StringComparer.Ordinal);
    private readonly List<string> uncommitted = [];
    private readonly SqliteStatement find = database.Prepare("SELECT id FROM names WHERE name = ?1");
    private readonly SqliteStatement insert = database.Prepare("INSERT INTO names (name) VALUES (?1)");

    /// <summary>The number of a name; a new one gets its number in the transaction that is open.</summary>
    public long NumberOf(string name)
    {
        if (!known.TryGetValue(name, out long number))
        {
            number = FindOrInsert(name);
            known.Add(name, number);
            uncommitted.Add(name);
        }

        return number;
    }

    /// <summary>The transaction was committed.</summary>
    public void Commit() => uncommitted.Clear();

    /// <summary>The transaction was undone: its numbers are void.</summary>
    public void Undo()
    {
        foreach (string name in uncommitted)
        {
            known.Remove(name);
        }

        uncommitted.Clear();
    }

    private long FindOrInsert(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        if (find.Bind(1, bytes).Step())
        {
            long number = find.Number(0);
            find.Reset();
            return number;
        }

        insert.Bind(1, bytes).Run();
        return database.LastInsertedSequence;
    }
}
