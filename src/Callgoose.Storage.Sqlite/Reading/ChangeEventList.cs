using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Reading;

/// <summary>Reads change events.</summary>
internal sealed class ChangeEventList(SqliteDatabase database)
{
    /// <summary>The maximum number of rows that one list scans for services, so that no list takes long.</summary>
    private const int MaxLookedAt = 20_000;

    private const string Columns = "id, environment, services, source, summary, at, received_at";

    private readonly SqliteStatement ofAll = database.Prepare(
        $"SELECT {Columns} FROM change_events WHERE received_at BETWEEN ?1 AND ?2 ORDER BY sequence DESC");

    private readonly SqliteStatement ofEnvironment = database.Prepare(
        $"SELECT {Columns} FROM change_events WHERE environment = ?3 AND received_at BETWEEN ?1 AND ?2 ORDER BY sequence DESC");

    private readonly SqliteStatement one = database.Prepare($"SELECT {Columns}, body FROM change_events WHERE id = ?1");

    /// <summary>Lists change events, newest first.</summary>
    public IReadOnlyList<ChangeEvent> Read(ChangeQuery query)
    {
        SqliteStatement select = query.Environment is string environment ? ofEnvironment.Bind(3, Encoding.UTF8.GetBytes(environment)) : ofAll;
        select.Bind(1, query.Since).Bind(2, query.Until);
        var found = new List<ChangeEvent>();
        for (int looked = 0; looked < MaxLookedAt && found.Count < query.Limit && select.Step(); looked++)
        {
            ChangeEvent change = Row(select, body: null);
            if (query.Services is null || change.Services.Any(query.Services.Contains))
            {
                found.Add(change);
            }
        }

        select.Reset();
        return found;
    }

    /// <summary>Finds a change event, with its body.</summary>
    public ChangeEvent? Find(TimeOrderedId id)
    {
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        id.WriteBytes(bytes);
        ChangeEvent? change = one.Bind(1, bytes).Step() ? Row(one, one.Bytes(7).ToArray()) : null;
        one.Reset();
        return change;
    }

    /// <summary>Resets statements that an error has left open.</summary>
    public void Reset()
    {
        ofAll.Reset();
        ofEnvironment.Reset();
        one.Reset();
    }

    private static ChangeEvent Row(SqliteStatement row, byte[]? body) => new(
        TimeOrderedId.FromBytes(row.Bytes(0)), row.Text(1), row.Text(2).Split('\n', StringSplitOptions.RemoveEmptyEntries), row.TextOrNull(3), row.Text(4), row.Number(5), row.Number(6), body);
}
