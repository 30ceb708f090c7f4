using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Gives services and environments small numbers. There are few of them, so all are kept in memory.</summary>
internal sealed class ScopeTable(SqliteDatabase database)
{
    private readonly Dictionary<ServiceScope, long> known = [];
    private readonly List<ServiceScope> uncommitted = [];
    private readonly SqliteStatement find = database.Prepare("SELECT id FROM scopes WHERE environment = ?1 AND service = ?2");
    private readonly SqliteStatement insert = database.Prepare("INSERT INTO scopes (environment, service) VALUES (?1, ?2)");

    /// <summary>The number of a scope; a new one gets its number in the transaction that is open.</summary>
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

    /// <summary>The transaction was committed.</summary>
    public void Commit() => uncommitted.Clear();

    /// <summary>The transaction was undone: its numbers are void.</summary>
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
