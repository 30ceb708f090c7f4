using System.Text;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Assigns small numbers to key spaces, integrations and filters. There are few, so all are kept in memory.</summary>
internal sealed class NameTable(SqliteDatabase database)
{
    private readonly Dictionary<string, long> known = new(StringComparer.Ordinal);
    private readonly List<string> uncommitted = [];
    private readonly SqliteStatement find = database.Prepare("SELECT id FROM names WHERE name = ?1");
    private readonly SqliteStatement insert = database.Prepare("INSERT INTO names (name) VALUES (?1)");

    /// <summary>Returns the number of a name; a new name gets its number in the open transaction.</summary>
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

    /// <summary>Must be called when the transaction was committed.</summary>
    public void Commit() => uncommitted.Clear();

    /// <summary>Must be called when the transaction was undone: its numbers are invalid.</summary>
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
