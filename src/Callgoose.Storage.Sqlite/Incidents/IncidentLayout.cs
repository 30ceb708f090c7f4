using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Outbox;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>
/// The tables of <c>incidents.db</c>. Times are Unix milliseconds (UTC), ids the 16 bytes of a UUID, texts UTF-8 bytes (BLOB rather than
/// TEXT: a description may contain NUL bytes, which must be returned unchanged).
/// </summary>
/// <remarks>
/// <para>The numbers of <c>state</c>, <c>urgency</c>, <c>kind</c> and <c>origin</c> are those of the enums of the domain.</para>
/// <para>
/// The <c>sequence</c> of an incident is part of its id (<see cref="IncidentSequence"/>): finding an id needs no index. The lines of a
/// timeline are stored together, by incident and number. Their order over all incidents is in <c>commits</c>. It has one row for each
/// transaction, with the number of its first line and twelve bytes for each of its lines, so that a reader follows commits without an
/// index.
/// </para>
/// <para>
/// An index costs a page write for each row in it, so there are only those that a rule or a list needs: <c>incidents_by_key</c> finds the
/// newest incident of a key, active or not; <c>incidents_by_body</c> does the same for incidents without a key; <c>incidents_active</c>
/// lists the newest open incidents of a scope and state, and counts them without reading rows; <c>incidents_without_key</c> counts the open
/// incidents without a key of a filter; <c>incidents_due</c> finds due incidents.
/// </para>
/// <para>
/// <c>index_key</c> is the incident key itself, or its SHA-256 if it is longer than 64 bytes; the column <c>incident_key</c> has the whole
/// key. <c>key_space</c> 0 means incidents of versions 1 and 2, whose keys were unique in their service.
/// </para>
/// <para>Texts are at the end of a row, so that columns that change often are found without reading through them.</para>
/// </remarks>
internal static class IncidentLayout
{
    private const string Incidents = """
        CREATE TABLE incidents (
            sequence INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            scope INTEGER NOT NULL,
            state INTEGER NOT NULL,
            urgency INTEGER NOT NULL,
            occurrences INTEGER NOT NULL,
            triggered_at INTEGER NOT NULL,
            last_seen_at INTEGER NOT NULL,
            resolved_at INTEGER,
            occurred_at INTEGER,
            acknowledged_up_to INTEGER,
            expires_at INTEGER,
            held_until INTEGER,
            due_at INTEGER,
            lines INTEGER NOT NULL,
            notes INTEGER NOT NULL,
            notes_left_out INTEGER NOT NULL,
            text_line INTEGER NOT NULL,
            text_line_at INTEGER NOT NULL,
            key_space INTEGER NOT NULL,
            integration INTEGER,
            filter INTEGER,
            index_key BLOB,
            body_digest BLOB,
            incident_key BLOB,
            source BLOB,
            title BLOB NOT NULL,
            description BLOB NOT NULL);

        """;

    private const string Indexes = """
        CREATE INDEX incidents_by_key ON incidents (scope, key_space, index_key) WHERE index_key IS NOT NULL;
        CREATE INDEX incidents_by_body ON incidents (scope, body_digest) WHERE index_key IS NULL;
        CREATE INDEX incidents_active ON incidents (scope, state, sequence, urgency) WHERE state <> 3;
        CREATE INDEX incidents_without_key ON incidents (scope, integration, filter) WHERE index_key IS NULL AND state <> 3;
        CREATE INDEX incidents_due ON incidents (due_at) WHERE due_at IS NOT NULL;

        """;

    private const string Timeline = """
        CREATE TABLE transitions (
            incident INTEGER NOT NULL,
            number INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            origin INTEGER NOT NULL,
            at INTEGER NOT NULL,
            cause BLOB NOT NULL,
            call_id BLOB,
            comment BLOB,
            PRIMARY KEY (incident, number)) WITHOUT ROWID;

        CREATE TABLE changes (
            incident INTEGER NOT NULL,
            number INTEGER NOT NULL,
            title_was BLOB,
            title_is BLOB,
            description_was BLOB,
            description_is BLOB,
            urgency_was INTEGER,
            urgency_is INTEGER,
            joined BLOB,
            PRIMARY KEY (incident, number)) WITHOUT ROWID;

        CREATE TABLE members (incident INTEGER PRIMARY KEY, hashes BLOB NOT NULL);

        CREATE TABLE commits (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, lines BLOB NOT NULL);

        CREATE TABLE names (id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE);

        """;

    /// <summary>
    /// Data about calls that is remembered for a while. The sequence of a row is that of its last write, so that the oldest rows can be
    /// found and removed without an index.
    /// </summary>
    private const string Memory = """
        CREATE TABLE resolves (
            sequence INTEGER PRIMARY KEY,
            scope INTEGER NOT NULL,
            key_space INTEGER NOT NULL,
            index_key BLOB NOT NULL,
            at INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            UNIQUE (scope, key_space, index_key));

        CREATE TABLE deliveries (
            sequence INTEGER PRIMARY KEY,
            token BLOB NOT NULL,
            delivery BLOB NOT NULL,
            body_digest BLOB NOT NULL,
            received_at INTEGER NOT NULL,
            call_id BLOB NOT NULL,
            verdict INTEGER NOT NULL,
            incidents BLOB NOT NULL,
            results BLOB NOT NULL,
            UNIQUE (token, delivery, body_digest));
        """;

    /// <summary>Version 2: the additions to version 1.</summary>
    private const string Version2 = """
        ALTER TABLE transitions ADD COLUMN comment BLOB;

        CREATE TABLE resolves (
            sequence INTEGER PRIMARY KEY,
            scope INTEGER NOT NULL,
            index_key BLOB NOT NULL,
            at INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            UNIQUE (scope, index_key));

        CREATE TABLE deliveries (
            sequence INTEGER PRIMARY KEY,
            token BLOB NOT NULL,
            delivery BLOB NOT NULL,
            received_at INTEGER NOT NULL,
            call_id BLOB NOT NULL,
            verdict INTEGER NOT NULL,
            incidents BLOB NOT NULL,
            UNIQUE (token, delivery));
        """;

    /// <summary>
    /// Version 3: keys have a key space, and timelines are stored together. A follower of the lines of version 2 continues where it was,
    /// within the newest 10,000 lines. A delivery of version 2 is identified by its id alone, whatever its body (an empty digest).
    /// </summary>
    private const string Version3 = """
        DROP INDEX incidents_by_key;
        DROP INDEX incidents_by_body;
        DROP INDEX incidents_active;
        DROP INDEX transitions_by_incident;
        ALTER TABLE incidents RENAME TO incidents2;
        ALTER TABLE transitions RENAME TO transitions2;
        ALTER TABLE resolves RENAME TO resolves2;
        ALTER TABLE deliveries RENAME TO deliveries2;

        """ + Incidents + Timeline + Memory + """

        INSERT INTO transitions
        SELECT incident, row_number() OVER (PARTITION BY incident ORDER BY sequence), kind,
            CASE WHEN kind IN (2, 3) OR comment IS NOT NULL THEN 2 ELSE 1 END, at, cause, call_id, comment
        FROM transitions2;

        INSERT INTO commits
        SELECT sequence, at, unhex(printf('%016x%08x', incident, number))
        FROM (SELECT sequence, at, incident, row_number() OVER (PARTITION BY incident ORDER BY sequence) AS number FROM transitions2)
        ORDER BY sequence DESC LIMIT 10000;

        INSERT INTO incidents
        SELECT sequence, id, scope, state, urgency, occurrences, triggered_at, last_seen_at, resolved_at, NULL, NULL, NULL, NULL, NULL,
            (SELECT count(*) FROM transitions t WHERE t.incident = i.sequence), 0, 0, 0, 0, 0, NULL, NULL,
            index_key, body_digest, incident_key, source, title, description
        FROM incidents2 i;

        INSERT INTO resolves SELECT sequence, scope, 0, index_key, at, received_at FROM resolves2;

        INSERT INTO deliveries SELECT sequence, token, delivery, x'', received_at, call_id, verdict, incidents, x'' FROM deliveries2;

        DROP TABLE incidents2;
        DROP TABLE transitions2;
        DROP TABLE resolves2;
        DROP TABLE deliveries2;

        """ + Indexes;

    /// <summary>Version 4: incidents that came from another Callgoose server. Few have a row, so incidents without one cost nothing.</summary>
    private const string Version4 = "CREATE TABLE forwarded (incident INTEGER PRIMARY KEY, hops INTEGER NOT NULL);";

    /// <summary>
    /// Version 5: pages have checksums (<see cref="ChecksumMigration"/>), and lists find the newest open incidents without reading the
    /// others.
    /// </summary>
    private const string Version5 = """
        DROP INDEX incidents_active;
        CREATE INDEX incidents_active ON incidents (scope, state, sequence, urgency) WHERE state <> 3;
        """;

    /// <summary>
    /// The events to deliver: a row for each transaction, however many transitions it has (<see cref="OutboxCodec"/>), with the number of
    /// its last one.
    /// </summary>
    private const string Outbox = "CREATE TABLE outbox (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, events BLOB NOT NULL);";

    /// <summary>Version 6: the outbox has a row for each transaction. No released version before it delivered anything.</summary>
    private const string Version6 = "DROP TABLE IF EXISTS outbox;\n\n" + Outbox;

    /// <summary>Version 7: change events.</summary>
    private const string Version7 = """
        CREATE TABLE change_events (
            sequence INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            environment BLOB NOT NULL,
            services BLOB NOT NULL,
            source BLOB,
            summary BLOB NOT NULL,
            at INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            body BLOB NOT NULL);
        CREATE INDEX change_events_by_environment ON change_events (environment);
        """;

    /// <summary>
    /// Version 8: relays. <c>relays</c> has what an upstream has accepted from each relay queue; <c>relay_queue</c> the calls that this
    /// server relays, and <c>relay_line</c> the id of their queue and the highest number that it has assigned. All three are empty where
    /// nothing is relayed.
    /// </summary>
    private const string Version8 = """
        CREATE TABLE relays (
            token BLOB NOT NULL,
            relay BLOB NOT NULL,
            sequence INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (token, relay)) WITHOUT ROWID;

        CREATE TABLE relay_line (id INTEGER PRIMARY KEY CHECK (id = 1), relay BLOB NOT NULL, last INTEGER NOT NULL);

        CREATE TABLE relay_queue (
            sequence INTEGER PRIMARY KEY,
            call_id BLOB NOT NULL,
            received_at INTEGER NOT NULL,
            hops INTEGER NOT NULL,
            reach INTEGER NOT NULL,
            bound_to BLOB NOT NULL,
            environment BLOB NOT NULL,
            source BLOB NOT NULL,
            headers BLOB NOT NULL,
            is_json INTEGER NOT NULL,
            refused_at INTEGER,
            status INTEGER,
            answer BLOB,
            body BLOB NOT NULL);

        CREATE INDEX relay_refused ON relay_queue (sequence) WHERE refused_at IS NOT NULL;
        """;

    /// <summary>
    /// Version 9: the first line of a timeline has no row in <c>transitions</c>, because the row of its incident has all its data but its
    /// kind and its call. <c>first_kind</c> is null where it has a row: for incidents of earlier versions, and for moved ones. Readers use
    /// the view.
    /// </summary>
    private const string Version9 = """
        ALTER TABLE incidents ADD COLUMN first_kind INTEGER;
        ALTER TABLE incidents ADD COLUMN first_call BLOB;
        CREATE VIEW timeline AS
            SELECT incident, number, kind, origin, at, cause, call_id, comment FROM transitions
            UNION ALL
            SELECT sequence, 1, first_kind, 1, triggered_at, (SELECT name FROM names WHERE id = filter), first_call, NULL
            FROM incidents WHERE first_kind IS NOT NULL;
        """;

    /// <summary>Version 10: the address of the page in the monitoring tool. It is the last column, after the texts, and null where there is none.</summary>
    private const string Version10 = "ALTER TABLE incidents ADD COLUMN link BLOB;";

    /// <summary>The layout.</summary>
    public static DatabaseLayout Current { get; } = new(0x43676F31, 10, """
        CREATE TABLE scopes (
            id INTEGER PRIMARY KEY,
            environment BLOB NOT NULL,
            service BLOB NOT NULL,
            UNIQUE (environment, service));

        """ + Incidents + Indexes + Timeline + """
        CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
        INSERT INTO probe VALUES (1, 0);

        """ + Memory + "\n\n" + Version4 + "\n\n" + Outbox + "\n\n" + Version7 + "\n\n" + Version8 + "\n\n" + Version9 + "\n\n" + Version10)
    {
        Migrations = [Version2, Version3, Version4, Version5, Version6, Version7, Version8, Version9, Version10],
    };
}
