using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Outbox;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>
/// The tables of <c>incidents.db</c>. Times are Unix milliseconds (UTC), ids the 16 bytes of a UUID, texts UTF-8 bytes
/// (BLOB rather than TEXT: a description may hold NUL bytes, which must come back as they went in).
/// </summary>
/// <remarks>
/// <para>The numbers of <c>state</c>, <c>urgency</c>, <c>kind</c> and <c>origin</c> are those of the enums of the domain.</para>
/// <para>The <c>sequence</c> of an incident is in its id (<see cref="IncidentSequence"/>): finding an id needs no index. Lines of a timeline
/// stand together, by incident and number. Their order over all incidents is in <c>commits</c>: one row for each transaction, which has the
/// number of its first line and names its lines in twelve bytes each, so that a reader follows what was committed without an index.</para>
/// <para>Indexes cost a page write for each row they take, so there are only those that a rule or a list needs:
/// <c>incidents_by_key</c> finds the newest incident of a key, active or not; <c>incidents_by_body</c> does the same for
/// incidents without a key; <c>incidents_active</c> lists what is open, the newest of a scope and state, and counts it without reading rows; <c>incidents_without_key</c>
/// counts what a filter has open without a key; <c>incidents_due</c> finds what ends by itself.</para>
/// <para><c>index_key</c> is the incident key itself, or for one over 64 bytes its SHA-256; the column <c>incident_key</c> keeps all of it.
/// <c>key_space</c> 0 stands for incidents of versions 1 and 2, whose keys were unique in their service.</para>
/// <para>Texts stand last in a row: what changes often is found without reading through them.</para>
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
    /// What is remembered of calls for a while. The sequence of a row is that of its last writing, so that the oldest rows can be
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

    /// <summary>What version 2 added to version 1.</summary>
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
    /// Version 3: keys have a space of their own; timelines stand together. Who followed the lines of version 2 goes on where it was, over
    /// the newest 10,000 of them. A delivery of version 2 is known by its id alone, whatever its body (an empty digest).
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

    /// <summary>Version 4: incidents that came from another Callgoose server. Few have a row, so that those that have none pay nothing.</summary>
    private const string Version4 = "CREATE TABLE forwarded (incident INTEGER PRIMARY KEY, hops INTEGER NOT NULL);";

    /// <summary>Version 5: pages have checksums (<see cref="ChecksumMigration"/>), and lists find the newest of what is open without reading the rest.</summary>
    private const string Version5 = """
        DROP INDEX incidents_active;
        CREATE INDEX incidents_active ON incidents (scope, state, sequence, urgency) WHERE state <> 3;
        """;

    /// <summary>What is to be delivered: a row for each transaction, however many transitions it has (<see cref="OutboxCodec"/>), by the number of its last one.</summary>
    private const string Outbox = "CREATE TABLE outbox (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, events BLOB NOT NULL);";

    /// <summary>Version 6: the outbox has a row for each transaction. Before it no version that was given out delivered anything.</summary>
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
    /// Version 8: relays. <c>relays</c> is what an upstream has taken of each line; <c>relay_queue</c> the calls that go on from here, and
    /// <c>relay_line</c> the id of their line and the highest number that was given. All three are empty where nothing is relayed.
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
    /// Version 9: the first line of a timeline has no row of its own, because everything but its kind and its call is in the row of its incident anyway.
    /// <c>first_kind</c> is null where it has one: incidents of earlier versions, and such as were moved here. Readers use the view.
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

    /// <summary>Version 10: the address of the tool's own page. It stands behind the texts, and is null where there is none.</summary>
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
