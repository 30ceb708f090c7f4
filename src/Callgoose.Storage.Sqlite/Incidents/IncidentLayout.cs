namespace Callgoose.Storage.Sqlite;

/// <summary>
/// The tables of <c>incidents.db</c>. Times are Unix milliseconds (UTC), ids the 16 bytes of a UUID, texts UTF-8 bytes
/// (BLOB rather than TEXT: a description may hold NUL bytes, which must come back as they went in).
/// </summary>
/// <remarks>
/// <para>The numbers of <c>state</c>, <c>urgency</c> and <c>kind</c> are those of the enums of the domain.</para>
/// <para>The <c>sequence</c> of an incident is in its id (<see cref="IncidentSequence"/>): finding an id needs no index. That of
/// a transition is one more than the newest line's; whoever deletes old lines has to leave the newest one, so that a
/// follower never meets a number twice.</para>
/// <para>Indexes cost a page write for each row they take, so there are only those that a rule or a list needs:
/// <c>incidents_by_key</c> finds the newest incident of a key, active or not; <c>incidents_by_body</c> does the same for
/// incidents without a key; <c>incidents_active</c> lists what is open without passing over what is over.</para>
/// <para><c>index_key</c> is the incident key itself, or for one over 64 bytes its SHA-256, so that a key of a megabyte does
/// not fill the index; the column <c>incident_key</c> keeps all of it.</para>
/// </remarks>
internal static class IncidentLayout
{
    /// <summary>The layout.</summary>
    public static DatabaseLayout Current { get; } = new(0x43676F31, 2, """
        CREATE TABLE scopes (
            id INTEGER PRIMARY KEY,
            environment BLOB NOT NULL,
            service BLOB NOT NULL,
            UNIQUE (environment, service));

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
            index_key BLOB,
            body_digest BLOB,
            incident_key BLOB,
            source BLOB,
            title BLOB NOT NULL,
            description BLOB NOT NULL);

        CREATE INDEX incidents_by_key ON incidents (scope, index_key) WHERE index_key IS NOT NULL;
        CREATE INDEX incidents_by_body ON incidents (scope, body_digest) WHERE index_key IS NULL;
        CREATE INDEX incidents_active ON incidents (scope) WHERE state <> 3;

        CREATE TABLE transitions (
            sequence INTEGER PRIMARY KEY,
            incident INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            cause BLOB NOT NULL,
            call_id BLOB NOT NULL,
            comment BLOB);

        CREATE INDEX transitions_by_incident ON transitions (incident);

        CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
        INSERT INTO probe VALUES (1, 0);

        """ + Memory)
    {
        Migrations = ["ALTER TABLE transitions ADD COLUMN comment BLOB;\n" + Memory],
    };

    /// <summary>
    /// What is remembered of calls for a while. The sequence of a row is that of its last writing, so that the oldest rows can be
    /// found and removed without an index.
    /// </summary>
    private const string Memory = """
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
}
