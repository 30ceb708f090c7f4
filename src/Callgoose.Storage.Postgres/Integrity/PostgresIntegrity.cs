using System.Globalization;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Layout;
using Npgsql;

namespace Callgoose.Storage.Postgres.Integrity;

/// <summary>
/// Checks a shared store, with or without running servers, over one snapshot: the tables and indexes exist, and incidents and deliveries keep the rules. Whether
/// the underlying files are intact is PostgreSQL's task (<c>pg_amcheck</c>, <c>initdb --data-checksums</c>).
/// </summary>
public static class PostgresIntegrity
{
    private const int MaxFindings = 100;

    private static readonly string States = string.Join(", ", Enum.GetValues<DeliveryState>().Select(static state => ((int)state).ToString(CultureInfo.InvariantCulture)));

    /// <summary>The rules: the finding, and a query for the rows that break the rule.</summary>
    private static readonly (string Finding, string Query)[] Rules =
    [
        ("is active and so is another one with its incident key", $"""
            SELECT CAST(i.id AS text) FROM incidents i JOIN (SELECT anchor FROM incidents WHERE state <> 3 AND anchor <> {StoreTables.NoId} GROUP BY anchor HAVING count(*) > 1) d ON d.anchor = i.anchor
            WHERE i.state <> 3
            """),
        ("is resolved without a time, or has a time of its end and is active", "SELECT CAST(id AS text) FROM incidents WHERE (state = 3) <> (resolved_at <> 0)"),
        ("has a state that does not exist", "SELECT CAST(id AS text) FROM incidents WHERE state NOT IN (1, 2, 3, 4)"),
        ("has an incident key that leads nowhere, or none and is led to by one", $"SELECT CAST(id AS text) FROM incidents WHERE (incident_key = '') <> (anchor = {StoreTables.NoId})"),
        ("is in another state than its timeline ends with", """
            SELECT CAST(i.id AS text) FROM incidents i LEFT JOIN (
                SELECT incident, kind, row_number() OVER (PARTITION BY incident ORDER BY number DESC) AS place FROM transitions WHERE kind IN (1, 2, 3, 4, 6)) t
                ON t.incident = i.sequence AND t.place = 1
            WHERE i.state <> coalesce(CASE t.kind WHEN 1 THEN 1 WHEN 2 THEN 2 WHEN 3 THEN 1 WHEN 4 THEN 3 WHEN 6 THEN 4 END, -1)
            """),
        ("has gaps in its timeline, or another number of lines", """
            SELECT CAST(i.id AS text) FROM incidents i LEFT JOIN (SELECT incident, count(*) AS lines, max(number) AS last FROM transitions GROUP BY incident) t ON t.incident = i.sequence
            WHERE i.lines <> coalesce(t.lines, 0) OR coalesce(t.lines, 0) <> coalesce(t.last, 0)
            """),
        ("is active, and its key leads to another one", """
            SELECT CAST(i.id AS text) FROM incidents i LEFT JOIN anchors a ON a.anchor = i.anchor WHERE i.state <> 3 AND i.incident_key <> '' AND coalesce(a.newest, 0) <> i.sequence
            """),
        ("is not there, and lines of its timeline are",
            "SELECT DISTINCT 'with the sequence number ' || CAST(t.incident AS text) FROM transitions t LEFT JOIN incidents i ON i.sequence = t.incident WHERE i.sequence IS NULL"),
        ("is not there, and a key or a body leads to it",
            "SELECT 'with the sequence number ' || CAST(a.newest AS text) FROM anchors a LEFT JOIN incidents i ON i.sequence = a.newest WHERE a.newest <> 0 AND i.sequence IS NULL"),
    ];

    /// <summary>Rules that do not concern incidents.</summary>
    private static readonly (string Finding, string Query)[] Others =
    [
        ("The number of the newest line is behind that of a commit", "SELECT 'commit ' || CAST(first AS text) FROM commits WHERE first + cardinality(incidents) - 1 > (SELECT last FROM line WHERE id = 1)"),
        ("Two commits have lines of one number", "SELECT 'commit ' || CAST(first AS text) FROM (SELECT first, lag(first + cardinality(incidents)) OVER (ORDER BY first) AS free FROM commits) c WHERE free > first"),
        ("A commit names another number of incidents than of lines", "SELECT 'commit ' || CAST(first AS text) FROM commits WHERE cardinality(incidents) <> cardinality(numbers)"),
        ("A table that has one row has none", """
            SELECT name FROM (VALUES ('line', (SELECT count(*) FROM line WHERE id = 1)), ('dispatcher', (SELECT count(*) FROM dispatcher WHERE id = 1)),
                ('token_changes', (SELECT count(*) FROM token_changes WHERE id = 1)), ('maintenance_changes', (SELECT count(*) FROM maintenance_changes WHERE id = 1)),
                ('outgoing_changes', (SELECT count(*) FROM outgoing_changes WHERE id = 1))) AS one (name, number) WHERE number = 0
            """),
        ("An event waits whose incident or line is not there", """
            SELECT 'event ' || CAST(o.sequence AS text) FROM outbox o LEFT JOIN incidents i ON i.sequence = o.incident
                LEFT JOIN transitions t ON t.incident = o.incident AND t.number = o.number
            WHERE i.sequence IS NULL OR t.number IS NULL
            """),
        ("An event waits with a state that does not exist", "SELECT 'event ' || CAST(sequence AS text) FROM outbox WHERE state NOT IN (1, 2, 3, 4)"),
        ("An event has a number behind that of the newest line", "SELECT 'event ' || CAST(sequence AS text) FROM outbox WHERE sequence > (SELECT last FROM line WHERE id = 1)"),
        ("More events were taken than there are lines", "SELECT 'up to ' || CAST(taken AS text) FROM dispatcher WHERE taken > (SELECT last FROM line WHERE id = 1)"),
        ("A delivery has a state that does not exist", $"SELECT 'delivery ' || CAST(sequence AS text) FROM outgoing WHERE state NOT IN ({States})"),
        ("A delivery is over without a time, or has a time of its end and waits",
            "SELECT 'delivery ' || CAST(sequence AS text) FROM outgoing WHERE (state = 1) <> (finished_at = 0)"),
        ("A delivery waits whose event is not there", """
            SELECT 'delivery ' || CAST(o.sequence AS text) FROM outgoing o LEFT JOIN outgoing_events e ON e.sequence = o.event WHERE o.state = 1 AND e.sequence IS NULL
            """),
        ("A delivery waits of an event that was not taken", """
            SELECT 'delivery ' || CAST(sequence AS text) FROM outgoing WHERE state = 1 AND event > coalesce((SELECT taken FROM dispatcher WHERE id = 1), 0)
            """),
        ("The number of the newest delivery is behind that of one", "SELECT 'delivery ' || CAST(sequence AS text) FROM outgoing WHERE sequence > (SELECT last FROM dispatcher WHERE id = 1)"),
        ("A destination begins behind the newest line", "SELECT convert_from(name, 'UTF8') FROM outgoing_destinations WHERE since > (SELECT last FROM line WHERE id = 1)"),
    ];

    /// <summary>Checks.</summary>
    /// <param name="options">The store.</param>
    /// <param name="begun">Called before each rule.</param>
    /// <returns>What is wrong; at most 100 findings for each rule. Empty if all is well.</returns>
    /// <exception cref="StoreException">It cannot be reached, or there is no store of this version in the database.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(PostgresStoreOptions options, Action<string> begun)
    {
        if (!PostgresSupport.IsPresent)
        {
            throw PostgresSupport.Missing();
        }

        ArgumentNullException.ThrowIfNull(begun);
        using var source = new ConnectionSource(options);
        await StoreLayout.RequireCurrentAsync(source);
        try
        {
            await using NpgsqlConnection connection = await source.OpenAsync();
            await RunAsync(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", static _ => { });
            var findings = new List<string>();
            begun("tables and indexes");
            HashSet<string> there = new(StringComparer.Ordinal);
            await RunAsync(connection, "SELECT CAST(tablename AS text) FROM pg_tables WHERE schemaname = current_schema() UNION SELECT CAST(indexname AS text) FROM pg_indexes WHERE schemaname = current_schema()", name => there.Add(name));
            findings.AddRange(StoreTables.Names.Concat(StoreTables.Indexes).Where(name => !there.Contains(name)).Select(static name => $"'{name}' is missing: somebody has changed the tables. Go back to a backup."));
            if (findings.Count > 0)
            {
                return findings;
            }

            foreach ((string finding, string query) in Rules)
            {
                begun($"no incident {finding}");
                await RunAsync(connection, $"{query} LIMIT {MaxFindings}", name => findings.Add($"Incident {name} {finding}."));
            }

            foreach ((string finding, string query) in Others)
            {
                begun(finding.ToLower(CultureInfo.InvariantCulture));
                await RunAsync(connection, $"{query} LIMIT {MaxFindings}", name => findings.Add($"{finding}: {name}."));
            }

            return findings;
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            throw Failures.Describe(e, source.Where);
        }
    }

    private static async ValueTask RunAsync(NpgsqlConnection connection, string sql, Action<string> found)
    {
        await using NpgsqlCommand run = new(sql, connection);
        await using NpgsqlDataReader row = await run.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            found(row.GetString(0));
        }
    }
}
