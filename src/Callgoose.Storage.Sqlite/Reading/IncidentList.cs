using Callgoose.Incidents;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Reading;

/// <summary>
/// Lists incidents, newest first, in one consistent view of the file. The number of scanned rows is bounded for every query and amount of
/// data.
/// </summary>
/// <remarks>
/// <para>
/// Open incidents are found by their index, in which those of a scope and state are together, newest last: a few are taken from each, and
/// the newest of all are read. Others are found by scanning backwards from the newest.
/// </para>
/// <para>Conditions without an index are checked row by row, on <see cref="IncidentQuery.MostLookedAt"/> incidents at a time.</para>
/// </remarks>
internal sealed class IncidentList
{
    private readonly SqliteStatement newestOpen;
    private readonly SqliteStatement find;
    private readonly SqliteStatement walk;

    public IncidentList(SqliteDatabase database)
    {
        newestOpen = database.Prepare("""
            SELECT sequence FROM incidents INDEXED BY incidents_active
            WHERE scope = ?1 AND state = ?2 AND state <> 3 AND sequence < ?3 ORDER BY sequence DESC LIMIT ?4
            """);

        // CROSS JOIN keeps SQLite from starting with the scopes and sorting the result.
        string rows = $"SELECT {IncidentReader.Columns}, i.scope FROM incidents i CROSS JOIN scopes s ON s.id = i.scope {IncidentReader.Names}";
        find = database.Prepare($"{rows} WHERE i.sequence = ?1");
        walk = database.Prepare($"{rows} WHERE i.sequence < ?1 ORDER BY i.sequence DESC LIMIT ?2");
    }

    /// <summary>How many steps of SQLite's virtual machine lists have run.</summary>
    public long Steps => newestOpen.Steps + find.Steps + walk.Steps;

    /// <summary>Resets statements that an error has left open.</summary>
    public void Reset()
    {
        newestOpen.Reset();
        find.Reset();
        walk.Reset();
    }

    /// <summary>Reads a page.</summary>
    /// <param name="query">The query.</param>
    /// <param name="scopes">The scopes of the query.</param>
    public IncidentPage Read(IncidentQuery query, IReadOnlyCollection<long> scopes)
    {
        ReadOnlySpan<long> states = StatesOf(query.State);
        return states.IsEmpty ? Walk(query, scopes) : ReadOpen(query, scopes, states);
    }

    /// <summary>The numbers of the states in the index of open incidents; none if the filter includes resolved incidents.</summary>
    private static ReadOnlySpan<long> StatesOf(IncidentStateFilter? filter) => filter switch
    {
        IncidentStateFilter.Active => [(long)IncidentState.Triggered, (long)IncidentState.Acknowledged],
        IncidentStateFilter.Triggered => [(long)IncidentState.Triggered],
        IncidentStateFilter.Acknowledged => [(long)IncidentState.Acknowledged],
        IncidentStateFilter.Suppressed => [(long)IncidentState.Suppressed],
        _ => [],
    };

    private IncidentPage ReadOpen(IncidentQuery query, IReadOnlyCollection<long> scopes, ReadOnlySpan<long> states)
    {
        int most = (query.IsNarrow ? query.MostLookedAt : query.Limit) + 1;
        var newest = new PriorityQueue<long, long>();
        foreach (long scope in scopes)
        {
            foreach (long state in states)
            {
                AddNewest(newest, scope, state, query.BeforeSequence ?? long.MaxValue, most);
            }
        }

        var sequences = new long[newest.Count];
        for (int i = sequences.Length - 1; i >= 0; i--)
        {
            sequences[i] = newest.Dequeue();
        }

        var page = new List<IncidentSummary>(Math.Min(query.Limit, sequences.Length));
        long last = 0;
        for (int i = 0; i < sequences.Length; i++)
        {
            if (i == query.MostLookedAt)
            {
                return new IncidentPage(page, last);
            }

            find.Bind(1, sequences[i]).Step();
            IncidentSummary? found = Wanted(find, query);
            find.Reset();
            if (found is not null && page.Count == query.Limit)
            {
                return new IncidentPage(page, last);
            }

            if (page.Count < query.Limit)
            {
                last = sequences[i];
            }

            Add(page, found);
        }

        return new IncidentPage(page, null);
    }

    /// <summary>
    /// Adds the newest incidents of a scope and state, and drops the oldest when there are too many. It stops at the first one that is
    /// older than all of these.
    /// </summary>
    private void AddNewest(PriorityQueue<long, long> newest, long scope, long state, long before, int most)
    {
        newestOpen.Bind(1, scope).Bind(2, state).Bind(3, before).Bind(4, most);
        while (newestOpen.Step())
        {
            long sequence = newestOpen.Number(0);
            if (newest.Count < most)
            {
                newest.Enqueue(sequence, sequence);
            }
            else if (newest.EnqueueDequeue(sequence, sequence) == sequence)
            {
                newestOpen.Reset();
                return;
            }
        }
    }

    private IncidentPage Walk(IncidentQuery query, IReadOnlyCollection<long> scopes)
    {
        var wanted = new HashSet<long>(scopes);
        var page = new List<IncidentSummary>();
        long last = 0;
        int seen = 0;
        walk.Bind(1, query.BeforeSequence ?? long.MaxValue).Bind(2, query.MostLookedAt);
        while (walk.Step())
        {
            bool isWanted = wanted.Contains(walk.Number(IncidentReader.ColumnCount))
                && (query.State is null || walk.Number(2) == (long)IncidentState.Resolved);
            IncidentSummary? found = isWanted ? Wanted(walk, query) : null;
            if (found is not null && page.Count == query.Limit)
            {
                walk.Reset();
                return new IncidentPage(page, last);
            }

            seen++;
            if (page.Count < query.Limit)
            {
                last = walk.Number(0);
            }

            Add(page, found);
        }

        return new IncidentPage(page, seen < query.MostLookedAt ? null : last);
    }

    private static void Add(List<IncidentSummary> page, IncidentSummary? found)
    {
        if (found is not null)
        {
            page.Add(found);
        }
    }

    /// <summary>Reads the incident of a row; null if it does not match the query.</summary>
    private static IncidentSummary? Wanted(SqliteStatement row, IncidentQuery query)
    {
        if ((query.Since is long since && row.Number(10) < since)
            || (query.Until is long until && row.Number(10) >= until)
            || (query.IsHigh is bool isHigh && IncidentQuery.CountsAsHigh((Urgency)row.Number(3)) != isHigh)
            || (query.Source is string source && row.TextOrNull(6) != source))
        {
            return null;
        }

        IncidentSummary incident = IncidentReader.Summary(row);
        return query.Wants(incident) ? incident : null;
    }
}
