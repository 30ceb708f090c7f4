using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>
/// The number of open incidents of each scope, kept in memory: counting a million of them takes longer than every other request of a
/// reader. The writer's thread writes it, any thread may read it.
/// </summary>
internal sealed class OpenCounts
{
    /// <summary>The urgencies that count as high, as bits: high, P1, P2 and P3.</summary>
    private const int HighUrgencies = 1 << (int)Urgency.High | 1 << (int)Urgency.P1 | 1 << (int)Urgency.P2 | 1 << (int)Urgency.P3;

    private readonly Lock gate = new();
    private readonly Dictionary<long, OpenIncidents> committed = [];
    private readonly List<(long Scope, OpenIncidents Change)> uncommitted = [];

    /// <summary>Counts the open incidents, using only their index.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static OpenCounts Read(SqliteDatabase database)
    {
        var counts = new OpenCounts();
        using SqliteStatement count = database.Prepare($"""
            SELECT scope, state, count(*), sum(({HighUrgencies} >> urgency) & 1) FROM incidents INDEXED BY incidents_active
            WHERE state <> 3 GROUP BY scope, state
            """);
        while (count.Step())
        {
            counts.Add(count.Number(0), Of((IncidentState)count.Number(1), count.Number(2), count.Number(3)));
        }

        return counts;
    }

    /// <summary>Adds up the counts of some scopes.</summary>
    /// <param name="scopes">Their numbers; null for all.</param>
    public OpenIncidents Sum(IReadOnlyCollection<long>? scopes)
    {
        lock (gate)
        {
            OpenIncidents sum = default;
            foreach (long scope in scopes ?? committed.Keys)
            {
                sum = Plus(sum, committed.GetValueOrDefault(scope));
            }

            return sum;
        }
    }

    /// <summary>Counts an incident that was added, or that has changed.</summary>
    /// <param name="scope">Its scope.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="by">1 to add an incident of this kind, -1 to remove one.</param>
    public void Change(long scope, in StoredIncident incident, int by)
    {
        if (incident.State != IncidentState.Resolved)
        {
            uncommitted.Add((scope, Of(incident.State, by, ((HighUrgencies >> (int)incident.Urgency) & 1) * by)));
        }
    }

    /// <summary>Must be called when the transaction was committed.</summary>
    public void Commit()
    {
        lock (gate)
        {
            foreach ((long scope, OpenIncidents change) in uncommitted)
            {
                Add(scope, change);
            }
        }

        uncommitted.Clear();
    }

    /// <summary>Must be called when the transaction was undone.</summary>
    public void Undo() => uncommitted.Clear();

    private void Add(long scope, OpenIncidents change) => committed[scope] = Plus(committed.GetValueOrDefault(scope), change);

    private static OpenIncidents Of(IncidentState state, long count, long high) => state switch
    {
        IncidentState.Suppressed => new OpenIncidents(0, 0, 0) { Suppressed = count },
        IncidentState.Acknowledged => new OpenIncidents(count, count, high),
        _ => new OpenIncidents(count, 0, high),
    };

    private static OpenIncidents Plus(OpenIncidents one, OpenIncidents other) =>
        new(one.Open + other.Open, one.Acknowledged + other.Acknowledged, one.High + other.High) { Suppressed = one.Suppressed + other.Suppressed };
}
