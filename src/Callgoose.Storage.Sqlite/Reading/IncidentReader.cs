using System.Text;
using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite;

/// <summary>Reads incidents on a connection of its own, in the server or beside it, so that it never waits for the writer nor the writer for it.</summary>
public sealed class IncidentReader : IIncidentReader
{
    internal const string Columns =
        "i.sequence, i.id, i.state, i.urgency, s.service, s.environment, i.source, i.incident_key, i.title, "
        + "i.occurrences, i.triggered_at, i.last_seen_at, i.resolved_at, n.name, i.expires_at, i.held_until";

    /// <summary>How many columns that is.</summary>
    internal const int ColumnCount = 16;

    /// <summary>What a column of the incident is not: the name of the integration.</summary>
    private const string Names = "LEFT JOIN names n ON n.id = i.integration";

    /// <summary>How many incidents a search looks at before it gives what it has: a few dozen milliseconds.</summary>
    private const int MaxSearched = 20_000;

    private readonly Lock gate = new();
    private readonly SqliteDatabase database;
    private readonly SqliteStatement scopes;
    private readonly SqliteStatement find;
    private readonly SqliteStatement timeline;

    private IncidentReader(SqliteDatabase database)
    {
        this.database = database;
        scopes = database.Prepare("SELECT id, environment, service FROM scopes");
        find = database.Prepare($"SELECT {Columns}, i.notes_left_out, i.description FROM incidents i JOIN scopes s ON s.id = i.scope {Names} WHERE i.sequence = ?2 AND i.id = ?1");
        timeline = database.Prepare("""
            SELECT t.kind, t.at, t.cause, t.call_id, t.comment, t.origin,
                c.title_was, c.title_is, c.description_was, c.description_is, c.urgency_was, c.urgency_is, c.joined
            FROM transitions t LEFT JOIN changes c ON c.incident = t.incident AND c.number = t.number
            WHERE t.incident = ?1 ORDER BY t.number
            """);
    }

    /// <summary>Opens the incidents of a data folder.</summary>
    /// <param name="folder">The data folder, in which a server has to have run before.</param>
    /// <param name="lockTimeout">How long a statement waits for a process that holds the file.</param>
    /// <exception cref="StoreException">The file is not there or cannot be opened.</exception>
    public static IncidentReader Open(DataFolder folder, TimeSpan lockTimeout)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SqliteDatabase database = SqliteDatabase.OpenForReading(folder.Incidents, lockTimeout);
        try
        {
            return new IncidentReader(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Lists incidents, newest first.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IncidentPage List(IncidentQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        lock (gate)
        {
            // One view of the file for both: a scope that is new in between could be one that was not asked for.
            database.Execute("BEGIN");
            try
            {
                long[]? wanted = FindScopes(query);
                return wanted is [] ? new IncidentPage([], null) : ReadPage(query, wanted);
            }
            finally
            {
                database.Execute("COMMIT");
            }
        }
    }

    /// <summary>Counts what is open in an environment.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="services">The services whose incidents count; null for all.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public OpenIncidents CountOpen(string environment, IReadOnlyCollection<string>? services)
    {
        lock (gate)
        {
            long[]? wanted = FindScopes(new IncidentQuery { Environment = environment, Services = services });
            if (wanted is [])
            {
                return new OpenIncidents(0, 0, 0);
            }

            string scope = wanted is null ? string.Empty : $" AND i.scope IN ({string.Join(", ", wanted)})";
            using SqliteStatement count = database.Prepare(
                $"""
                SELECT sum(i.state <> 4), sum(i.state = 2), sum(i.state <> 4 AND i.urgency IN (1, 3, 4, 5)), sum(i.state = 4)
                FROM incidents i INDEXED BY incidents_active WHERE i.state <> 3{scope}
                """);
            count.Step();
            return new OpenIncidents(count.Number(0), count.Number(1), count.Number(2)) { Suppressed = count.Number(3) };
        }
    }

    /// <summary>Finds one incident.</summary>
    /// <returns>The incident, or null.</returns>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public IncidentDetails? Find(TimeOrderedId id)
    {
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        id.WriteBytes(bytes);
        lock (gate)
        {
            // One view of the file for both, though the writer goes on.
            database.Execute("BEGIN");
            try
            {
                if (!find.Bind(1, bytes).Bind(2, IncidentSequence.Of(id)).Step())
                {
                    return null;
                }

                long sequence = find.Number(0);
                IncidentSummary summary = Summary(find);
                long leftOut = find.Number(ColumnCount);
                string description = find.Text(ColumnCount + 1);
                return new IncidentDetails(summary, description, Timeline(sequence)) { LinesLeftOut = leftOut };
            }
            finally
            {
                find.Reset();
                database.Execute("COMMIT");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            database.Dispose();
        }
    }

    /// <summary>The scopes that a query asks for; null if it asks for all that there are. There are few: looking at all of them is cheap.</summary>
    private long[]? FindScopes(IncidentQuery query)
    {
        var wanted = new List<long>();
        int count = 0;
        while (scopes.Step())
        {
            count++;
            string service = scopes.Text(2);
            if ((query.Environment is null || query.Environment == scopes.Text(1))
                && (query.Service is null || query.Service == service)
                && (query.Services is null || query.Services.Contains(service)))
            {
                wanted.Add(scopes.Number(0));
            }
        }

        return count > 0 && wanted.Count == count ? null : [.. wanted];
    }

    private IncidentPage ReadPage(IncidentQuery query, long[]? wanted)
    {
        using SqliteStatement list = database.Prepare(ListStatement(query, wanted));
        list.Bind(1, query.BeforeSequence ?? long.MaxValue).Bind(2, (query.Search is null ? query.Limit : MaxSearched) + 1L);
        if (query.Source is not null)
        {
            list.Bind(3, Encoding.UTF8.GetBytes(query.Source));
        }

        if (query.Since is long since)
        {
            list.Bind(4, since);
        }

        var incidents = new List<IncidentSummary>();
        long last = 0;
        for (int seen = 0; list.Step(); seen++)
        {
            if (incidents.Count == query.Limit || seen == MaxSearched)
            {
                return new IncidentPage(incidents, last);
            }

            last = list.Number(0);
            IncidentSummary summary = Summary(list);
            if (query.Search is null || IsFound(summary, query.Search))
            {
                incidents.Add(summary);
            }
        }

        return new IncidentPage(incidents, null);
    }

    /// <summary>Only the conditions that are asked for, so that SQLite can choose the index that suits them.</summary>
    private static string ListStatement(IncidentQuery query, long[]? wanted)
    {
        // Few of all incidents are open. SQLite cannot know that, and might pass over all those that are over.
        // Nor can it know that scopes are few: CROSS JOIN keeps it from beginning with them and sorting what it finds.
        string index = query.State is null or IncidentStateFilter.Resolved ? string.Empty : "INDEXED BY incidents_active";
        var sql = new StringBuilder(
            $"SELECT {Columns} FROM incidents i {index} CROSS JOIN scopes s ON s.id = i.scope {Names} WHERE i.sequence < ?1");
        sql.Append(query.State switch
        {
            IncidentStateFilter.Active => " AND i.state <> 3 AND i.state <> 4",
            IncidentStateFilter.Triggered => " AND i.state <> 3 AND i.state = 1",
            IncidentStateFilter.Acknowledged => " AND i.state <> 3 AND i.state = 2",
            IncidentStateFilter.Suppressed => " AND i.state <> 3 AND i.state = 4",
            IncidentStateFilter.Resolved => " AND i.state = 3",
            _ => string.Empty,
        });
        sql.Append(wanted is null ? string.Empty : $" AND i.scope IN ({string.Join(", ", wanted)})");
        sql.Append(query.Source is null ? string.Empty : " AND i.source = ?3");
        sql.Append(query.Since is null ? string.Empty : " AND i.triggered_at >= ?4");
        return sql.Append(" ORDER BY i.sequence DESC LIMIT ?2").ToString();
    }

    private static bool IsFound(IncidentSummary incident, string text) =>
        incident.Title.Contains(text, StringComparison.OrdinalIgnoreCase)
        || incident.IncidentKey?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || incident.Id.ToString() == text;

    internal static IncidentSummary Summary(SqliteStatement row) => new(
        TimeOrderedId.FromBytes(row.Bytes(1)),
        (IncidentState)row.Number(2),
        (Urgency)row.Number(3),
        row.Text(4),
        row.Text(5),
        row.TextOrNull(6),
        row.TextOrNull(7),
        row.Text(8),
        row.Number(9),
        row.Number(10),
        row.Number(11),
        row.NumberOrNull(12))
    {
        Integration = row.TextOrNull(13) is { Length: > 0 } integration ? integration : null,
        ExpiresAt = row.NumberOrNull(14),
        HeldUntil = row.NumberOrNull(15),
    };

    /// <summary>Reads a line of a timeline.</summary>
    /// <param name="row">Where it stands.</param>
    /// <param name="first">The column in which it begins.</param>
    /// <param name="changes">What it changed.</param>
    internal static Transition Line(SqliteStatement row, int first, IncidentChanges? changes = null) => new(
        (TransitionKind)row.Number(first),
        row.Number(first + 1),
        row.Text(first + 2),
        row.IsNull(first + 3) ? default : TimeOrderedId.FromBytes(row.Bytes(first + 3)),
        row.TextOrNull(first + 4),
        (TransitionOrigin)row.Number(first + 5),
        changes);

    private List<Transition> Timeline(long sequence)
    {
        var transitions = new List<Transition>();
        timeline.Bind(1, sequence);
        while (timeline.Step())
        {
            transitions.Add(Line(timeline, 0, timeline.Number(0) == (long)TransitionKind.Updated ? Changes(timeline, 6) : null));
        }

        return transitions;
    }

    private static IncidentChanges Changes(SqliteStatement row, int first) => new(
        row.TextOrNull(first),
        row.TextOrNull(first + 1),
        row.TextOrNull(first + 2),
        row.TextOrNull(first + 3),
        (Urgency?)row.NumberOrNull(first + 4),
        (Urgency?)row.NumberOrNull(first + 5),
        row.TextOrNull(first + 6));
}
