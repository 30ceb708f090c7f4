using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Assigns small numbers to pairs of service and environment. There are few, so all are kept in memory.</summary>
internal sealed class ScopeTable(SqliteDatabase database)
{
    private readonly Dictionary<ServiceScope, long> known = [];
    private readonly List<ServiceScope> uncommitted = [];
    private readonly SqliteStatement find = database.Prepare("SELECT id FROM scopes WHERE environment = ?1 AND service = ?2");
    private readonly SqliteStatement insert = database.Prepare("INSERT INTO scopes (environment, service) VALUES (?1, ?2)");

    /// <summary>Returns the number of a scope; a new scope gets its number in the open transaction.</summary>
    public long NumberOf(ServiceScope scope)
    {
        if (!known.TryGetValue(scope, out long number))
        {
            number = FindOrInsert(scope);
            known.Add(scope, number);
            uncommitted.Add(scope);
        }

        return number;
    }

    /// <summary>Must be called when the transaction was committed.</summary>
    public void Commit() => uncommitted.Clear();

    /// <summary>Must be called when the transaction was undone: its numbers are invalid.</summary>
    public void Undo()
    {
        foreach (ServiceScope scope in uncommitted)
        {
            known.Remove(scope);
        }

        uncommitted.Clear();
    }

    private long FindOrInsert(ServiceScope scope)
    {
        byte[] environment = Encoding.UTF8.GetBytes(scope.Environment);
        byte[] service = Encoding.UTF8.GetBytes(scope.Service);
        if (find.Bind(1, environment).Bind(2, service).Step())
        {
            long number = find.Number(0);
            find.Reset();
            return number;
        }

        insert.Bind(1, environment).Bind(2, service).Run();
        return database.LastInsertedSequence;
    }
}
