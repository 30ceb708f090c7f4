using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Incidents;

namespace Callgoose.Storage.Sqlite.Reading;

/// <summary>
/// Reads incidents on its own connection, in the server or in another process, so that it never waits for the writer nor the writer for it.
/// Not thread-safe.
/// </summary>
public sealed class IncidentReader : IDisposable
{
    internal const string Columns =
        "i.sequence, i.id, i.state, i.urgency, s.service, s.environment, i.source, i.incident_key, i.title, "
        + "i.occurrences, i.triggered_at, i.last_seen_at, i.resolved_at, n.name, i.expires_at, i.held_until";

    /// <summary>The number of these columns.</summary>
    internal const int ColumnCount = 16;

    /// <summary>The join for the one column that is not in the incident row: the name of the integration.</summary>
    internal const string Names = "LEFT JOIN names n ON n.id = i.integration";

    private readonly SqliteDatabase database;
    private readonly SqliteStatement scopes;
    private readonly SqliteStatement find;
    private readonly SqliteStatement timeline;
    private readonly SqliteStatement oldest;
    private readonly SqliteStatement opening;
    private readonly SqliteStatement lines;
    private readonly SqliteStatement delivery;
    private readonly IncidentList list;
    private readonly ChangeEventList changes;

    private IncidentReader(SqliteDatabase database)
    {
        this.database = database;
        list = new IncidentList(database);
        changes = new ChangeEventList(database);
        delivery = database.Prepare("""
            SELECT received_at, verdict, incidents FROM deliveries WHERE token = ?1 AND delivery = ?2
            UNION ALL SELECT received_at, verdict, incidents FROM deliveries WHERE token = x'' AND delivery = ?3 ORDER BY received_at LIMIT 1
            """);
        scopes = database.Prepare("SELECT id, environment, service FROM scopes");
        find = database.Prepare($"SELECT {Columns}, i.notes_left_out, i.description, i.link FROM incidents i JOIN scopes s ON s.id = i.scope {Names} WHERE i.sequence BETWEEN ?2 AND ?2 + {IncidentSequence.Room} AND i.id = ?1 LIMIT 1");
        const string Lines = """
            SELECT t.kind, t.at, t.cause, t.call_id, t.comment, t.origin,
                c.title_was, c.title_is, c.description_was, c.description_is, c.urgency_was, c.urgency_is, c.joined
            FROM transitions t LEFT JOIN changes c ON c.incident = t.incident AND c.number = t.number
            WHERE t.incident = ?1 ORDER BY t.number
            """;
        timeline = database.Prepare(Lines + " DESC");
        oldest = database.Prepare(Lines + " LIMIT 1");
        opening = database.Prepare("""
            SELECT first_kind, triggered_at, (SELECT name FROM names WHERE id = filter), first_call, NULL, 1 FROM incidents
            WHERE sequence = ?1 AND first_kind IS NOT NULL
            """);
        lines = database.Prepare("""
            SELECT (SELECT count(*) FROM transitions WHERE incident = ?1) + (SELECT first_kind IS NOT NULL FROM incidents WHERE sequence = ?1)
            """);
    }

    /// <summary>Opens the incidents of a data folder.</summary>
    /// <param name="folder">The data folder; a server must have run on it before.</param>
    /// <param name="lockTimeout">How long a statement waits for a process that has the file locked.</param>
    /// <exception cref="StoreException">The file does not exist or cannot be opened.</exception>
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

    /// <summary>How many steps of SQLite's virtual machine lists have run.</summary>
    internal long ListSteps => list.Steps;

    /// <summary>Lists incidents, newest first.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IncidentPage List(IncidentQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);

        // One consistent view for all of it: a scope that is added in between might belong to other services than requested.
        return InOneView(() => list.Read(query, FindScopes(query)));
    }

    /// <summary>Counts the open incidents of an environment, using only their index.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="services">The services whose incidents count; null for all.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public OpenIncidents CountOpen(string environment, IReadOnlyCollection<string>? services) =>
        InOneView(() => OpenCounts.Read(database).Sum(FindScopes(environment, services)));

    /// <summary>Finds one incident.</summary>
    /// <returns>The incident, or null.</returns>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public IncidentDetails? Find(TimeOrderedId id) => InOneView(() => Read(id));

    /// <summary>Finds the remembered answer to a delivery.</summary>
    /// <inheritdoc cref="IIncidentReader.FindDeliveryAsync"/>
    public RememberedDelivery? FindDelivery(TimeOrderedId token, byte[] delivery) => InOneView(() => Read(token, delivery));

    /// <summary>Lists change events, newest first, without their bodies.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<ChangeEvent> ListChanges(ChangeQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return InOneView(() => changes.Read(query));
    }

    /// <summary>Finds one change event, with its body.</summary>
    /// <returns>The event, or null if there is none with this id.</returns>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public ChangeEvent? FindChange(TimeOrderedId id) => InOneView(() => changes.Find(id));

    /// <inheritdoc/>
    public void Dispose() => database.Dispose();

    /// <summary>The numbers of the scopes of an environment.</summary>
    internal IReadOnlyCollection<long> FindScopes(string environment, IReadOnlyCollection<string>? services) =>
        FindScopes(new IncidentQuery { Environment = environment, Services = services });

    /// <summary>The scopes of a query. There are few, so checking all of them is cheap.</summary>
    private List<long> FindScopes(IncidentQuery query)
    {
        var wanted = new List<long>();
        while (scopes.Step())
        {
            string service = scopes.Text(2);
            if ((query.Environment is null || query.Environment == scopes.Text(1))
                && (query.Service is null || query.Service == service)
                && (query.Services is null || query.Services.Contains(service)))
            {
                wanted.Add(scopes.Number(0));
            }
        }

        return wanted;
    }

    private IncidentDetails? Read(TimeOrderedId id)
    {
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        id.WriteBytes(bytes);
        if (!find.Bind(1, bytes).Bind(2, IncidentSequence.Of(id)).Step())
        {
            return null;
        }

        long sequence = find.Number(0);
        IncidentSummary summary = Summary(find);
        long leftOut = find.Number(ColumnCount);
        string description = find.Text(ColumnCount + 1);
        string? link = find.TextOrNull(ColumnCount + 2);
        find.Reset();
        IReadOnlyList<Transition> shown = Timeline(sequence, ref leftOut);
        return new IncidentDetails(summary, description, shown) { LinesLeftOut = leftOut, Link = link };
    }

    private RememberedDelivery? Read(TimeOrderedId token, byte[] id)
    {
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        token.WriteBytes(bytes);
        if (!delivery.Bind(1, bytes).Bind(2, id).Bind(3, RowHashes.OfDelivery(token, id).ToByteArray(bigEndian: true)).Step())
        {
            return null;
        }

        (CallOutcome outcome, bool anyFilterPassed, NoEffectReason reason) = KeptVerdict.OutcomeOf(delivery.Number(1));
        return new RememberedDelivery(delivery.Number(0), anyFilterPassed, reason, outcome, KeptVerdict.Incidents(delivery.Bytes(2)));
    }

    /// <summary>Reads in one consistent view of the file, while the writer continues.</summary>
    private T InOneView<T>(Func<T> read)
    {
        database.Execute("BEGIN");
        try
        {
            return read();
        }
        finally
        {
            // Also after an error in the middle of a row: an open statement would keep the view.
            find.Reset();
            timeline.Reset();
            oldest.Reset();
            opening.Reset();
            lines.Reset();
            delivery.Reset();
            scopes.Reset();
            list.Reset();
            changes.Reset();
            if (database.InTransaction)
            {
                database.Execute("COMMIT");
            }
        }
    }

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
    /// <param name="row">The row.</param>
    /// <param name="first">The index of its first column.</param>
    /// <param name="changes">The changes that the line records.</param>
    internal static Transition Line(SqliteStatement row, int first, IncidentChanges? changes = null) => new(
        (TransitionKind)row.Number(first),
        row.Number(first + 1),
        row.Text(first + 2),
        row.IsNull(first + 3) ? default : TimeOrderedId.FromBytes(row.Bytes(first + 3)),
        row.TextOrNull(first + 4),
        (TransitionOrigin)row.Number(first + 5),
        changes);

    private IReadOnlyList<Transition> Timeline(long sequence, ref long leftOut)
    {
        var window = new TimelineWindow();
        Transition? first = ReadOpening(sequence);
        timeline.Bind(1, sequence);
        while (timeline.Step())
        {
            if (!window.TryAdd(Line(timeline)))
            {
                timeline.Reset();
                oldest.Bind(1, sequence).Step();
                IReadOnlyList<Transition> shown = window.ToTimeline(first ?? Line(oldest));
                lines.Bind(1, sequence).Step();
                leftOut += lines.Number(0) - shown.Count;
                return shown;
            }
        }

        return window.ToTimeline(first);
    }

    /// <summary>Reads the first line of a timeline, if the row of the incident represents it.</summary>
    private Transition? ReadOpening(long sequence)
    {
        if (!opening.Bind(1, sequence).Step())
        {
            return null;
        }

        Transition line = Line(opening, 0);
        opening.Reset();
        return line;
    }

    private static Transition Line(SqliteStatement row) => Line(row, 0, row.Number(0) == (long)TransitionKind.Updated ? Changes(row, 6) : null);

    private static IncidentChanges Changes(SqliteStatement row, int first) => new(
        row.TextOrNull(first),
        row.TextOrNull(first + 1),
        row.TextOrNull(first + 2),
        row.TextOrNull(first + 3),
        (Urgency?)row.NumberOrNull(first + 4),
        (Urgency?)row.NumberOrNull(first + 5),
        row.TextOrNull(first + 6));
}
