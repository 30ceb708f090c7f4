namespace Callgoose.Storage.Postgres.Layout;

/// <summary>The tables, version by version. A released version never changes: a new one is added after it.</summary>
/// <remarks>
/// During an upgrade, programs of the previous version work on the tables of the new one. A version that allows this says so in its own statements, in
/// row 2 of <c>callgoose_version</c>; a version that does not raises the epoch of all places in <c>gateways</c>. The page beside this says what a
/// compatible version may add.
/// <para/>
/// Plain SQL that other databases of this protocol support, too: no advisory locks, no notifications, no procedures, no system columns. Texts are
/// UTF-8 in <c>bytea</c>, because a <c>text</c> cannot hold NUL. Times are Unix milliseconds (UTC); 0 and the <c>uuid</c> of zeros mean none.
/// </remarks>
internal static class StoreTables
{
    /// <summary>The <c>uuid</c> that means none.</summary>
    public const string NoId = "'00000000-0000-0000-0000-000000000000'";

    /// <summary>The table with the version, created before any other.</summary>
    public const string Version = "CREATE TABLE IF NOT EXISTS callgoose_version (id smallint PRIMARY KEY, version int NOT NULL)";

    /// <summary>The tables except the version's: another program must not use their names.</summary>
    public static IEnumerable<string> Names => Made("TABLE");

    /// <summary>The indexes, except those of keys.</summary>
    public static IEnumerable<string> Indexes => Made("INDEX");

    /// <summary>The statements that migrate from each version to the next one.</summary>
    public static IReadOnlyList<string[]> Versions { get; } =
    [
        [
            "CREATE TABLE gateways (id smallint PRIMARY KEY, epoch bigint NOT NULL, batch bigint NOT NULL, seen_at timestamptz NOT NULL, name text NOT NULL)",
            "CREATE TABLE line (id smallint PRIMARY KEY, last bigint NOT NULL)",
            "INSERT INTO line (id, last) VALUES (1, 0)",
            """
            CREATE TABLE anchors (
                anchor uuid PRIMARY KEY, newest bigint NOT NULL, resolved_at bigint NOT NULL, resolve_received_at bigint NOT NULL
            ) WITH (fillfactor = 85)
            """,
            "CREATE INDEX anchors_resolved ON anchors (resolve_received_at) WHERE newest = 0",
            $"""
            CREATE TABLE incidents (
                sequence bigint PRIMARY KEY, id uuid NOT NULL, gateway smallint NOT NULL, environment bytea NOT NULL, service bytea NOT NULL,
                anchor uuid NOT NULL, body_anchor uuid NOT NULL, filter_anchor uuid NOT NULL,
                state smallint NOT NULL, urgency smallint NOT NULL, occurrences bigint NOT NULL,
                triggered_at bigint NOT NULL, last_seen_at bigint NOT NULL, resolved_at bigint NOT NULL, occurred_at bigint NOT NULL,
                acknowledged_up_to bigint NOT NULL, expires_at bigint NOT NULL, held_until bigint NOT NULL, due_at bigint NOT NULL,
                lines int NOT NULL, notes int NOT NULL, notes_left_out bigint NOT NULL, text_line int NOT NULL, text_line_at bigint NOT NULL,
                key_space bytea NOT NULL, integration bytea NOT NULL, filter bytea NOT NULL, hops int NOT NULL,
                incident_key bytea NOT NULL, source bytea NOT NULL, title bytea NOT NULL, description bytea NOT NULL, members bytea NOT NULL
            ) WITH (fillfactor = 85)
            """,
            $"CREATE UNIQUE INDEX incidents_one_active ON incidents (anchor) WHERE state <> 3 AND anchor <> {NoId}",
            "CREATE INDEX incidents_open ON incidents (environment, state, sequence) WHERE state <> 3",
            $"CREATE INDEX incidents_without_key ON incidents (filter_anchor, sequence) WHERE state <> 3 AND filter_anchor <> {NoId}",
            "CREATE INDEX incidents_due ON incidents (due_at) WHERE due_at <> 0",
            """
            CREATE TABLE transitions (
                incident bigint NOT NULL, number int NOT NULL, kind smallint NOT NULL, origin smallint NOT NULL, at bigint NOT NULL,
                cause bytea NOT NULL, call_id uuid NOT NULL, comment bytea, PRIMARY KEY (incident, number))
            """,
            """
            CREATE TABLE changes (
                incident bigint NOT NULL, number int NOT NULL, title_was bytea, title_is bytea, description_was bytea, description_is bytea,
                urgency_was smallint NOT NULL, urgency_is smallint NOT NULL, joined bytea, PRIMARY KEY (incident, number))
            """,
            """
            CREATE TABLE commits (
                first bigint PRIMARY KEY, gateway smallint NOT NULL, batch bigint NOT NULL, at bigint NOT NULL, incidents bigint[] NOT NULL, numbers int[] NOT NULL)
            """,
            """
            CREATE TABLE outbox (
                sequence bigint PRIMARY KEY, incident bigint NOT NULL, number int NOT NULL, at bigint NOT NULL, state smallint NOT NULL, urgency smallint NOT NULL,
                occurrences bigint NOT NULL, last_seen_at bigint NOT NULL, resolved_at bigint NOT NULL, title bytea NOT NULL)
            """,
            """
            CREATE TABLE deliveries (
                id uuid NOT NULL, nth int NOT NULL, body_digest bytea NOT NULL, received_at bigint NOT NULL, call_id uuid NOT NULL,
                verdict bigint NOT NULL, incidents bytea NOT NULL, results bytea NOT NULL, PRIMARY KEY (id, nth))
            """,
            "CREATE INDEX deliveries_received ON deliveries (received_at)",
            """
            CREATE TABLE change_events (
                id uuid PRIMARY KEY, environment bytea NOT NULL, services bytea NOT NULL, source bytea, summary bytea NOT NULL,
                at bigint NOT NULL, received_at bigint NOT NULL, body bytea NOT NULL)
            """,
            "CREATE INDEX change_events_received ON change_events (received_at)",
            "CREATE TABLE relays (token uuid NOT NULL, relay uuid NOT NULL, sequence bigint NOT NULL, at bigint NOT NULL, PRIMARY KEY (token, relay))",
            """
            CREATE TABLE tokens (
                id uuid PRIMARY KEY, hash bytea NOT NULL UNIQUE, name bytea NOT NULL, kind smallint NOT NULL, bound_to bytea, scopes smallint NOT NULL,
                environment bytea NOT NULL, created_at bigint NOT NULL, expires_at bigint NOT NULL, revoked_at bigint NOT NULL, debug_until bigint NOT NULL,
                rate bytea, form smallint NOT NULL, verification bytea, takes_get boolean NOT NULL)
            """,
            "CREATE TABLE token_changes (id smallint PRIMARY KEY, number bigint NOT NULL)",
            "INSERT INTO token_changes (id, number) VALUES (1, 0)",
            "CREATE TABLE sessions (id_hash bytea PRIMARY KEY, token_hash bytea NOT NULL, ends_at bigint NOT NULL)",
            """
            CREATE TABLE api_calls (
                sequence bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, received_at bigint NOT NULL, microseconds bigint NOT NULL,
                environment bytea NOT NULL, token_id uuid NOT NULL, token_name bytea NOT NULL, source bytea NOT NULL, remote_address bytea NOT NULL,
                scheme bytea NOT NULL, method bytea NOT NULL, url bytea NOT NULL, status int NOT NULL, refusal bytea NOT NULL, verdicts bytea NOT NULL, body_length int NOT NULL,
                body bytea NOT NULL, left_out bigint NOT NULL)
            """,
            "CREATE INDEX api_calls_received ON api_calls (received_at)",
        ],

        // Deliveries: which server delivers, and what it keeps.
        [
            """
            CREATE TABLE dispatcher (
                id smallint PRIMARY KEY, epoch bigint NOT NULL, holder text NOT NULL, until bigint NOT NULL, free boolean NOT NULL, delivers boolean NOT NULL,
                turn bigint NOT NULL, taken bigint, last bigint NOT NULL, shown bytea NOT NULL) WITH (fillfactor = 50)
            """,
            "INSERT INTO dispatcher (id, epoch, holder, until, free, delivers, turn, taken, last, shown) VALUES (1, 0, '', 0, true, false, 0, NULL, 0, '')",
            "CREATE TABLE outgoing_destinations (name bytea PRIMARY KEY, since bigint NOT NULL, removed_at bigint NOT NULL)",
            "CREATE TABLE outgoing_events (sequence bigint PRIMARY KEY, event bytea NOT NULL)",
            """
            CREATE TABLE outgoing (
                sequence bigint PRIMARY KEY, id bytea NOT NULL, destination bytea NOT NULL, event bigint NOT NULL, incident uuid NOT NULL, environment bytea NOT NULL,
                service bytea NOT NULL, number int NOT NULL, kind bytea NOT NULL, urgent boolean NOT NULL, state smallint NOT NULL, tries int NOT NULL, due_at bigint NOT NULL,
                created_at bigint NOT NULL, tried_at bigint NOT NULL, finished_at bigint NOT NULL, status int NOT NULL, answer bytea, fell_back boolean NOT NULL, told boolean NOT NULL)
            """,
            "CREATE INDEX outgoing_waiting ON outgoing (destination, sequence) WHERE state = 1",
            "CREATE INDEX outgoing_dead ON outgoing (destination, sequence) WHERE state = 3",
            "CREATE INDEX outgoing_kept ON outgoing (event) WHERE state IN (1, 3)",
            "CREATE INDEX outgoing_untold ON outgoing (sequence) WHERE NOT told",
            "CREATE INDEX outgoing_by_incident ON outgoing (incident)",
            """
            CREATE TABLE outgoing_threads (
                destination bytea NOT NULL, incident uuid NOT NULL, thread bytea NOT NULL, at bigint NOT NULL, PRIMARY KEY (destination, incident))
            """,
            "CREATE TABLE outgoing_changes (id smallint PRIMARY KEY, number bigint NOT NULL)",
            "INSERT INTO outgoing_changes (id, number) VALUES (1, 0)",
        ],

        // Maintenances that are begun while serving.
        [
            """
            CREATE TABLE maintenances (
                id uuid PRIMARY KEY, service bytea NOT NULL, begins_at bigint NOT NULL, ends_at bigint NOT NULL, tags bytea NOT NULL, reason bytea NOT NULL, begun_by bytea NOT NULL)
            """,
            "CREATE TABLE maintenance_changes (id smallint PRIMARY KEY, number bigint NOT NULL)",
            "INSERT INTO maintenance_changes (id, number) VALUES (1, 0)",
        ],

        // The address of the tool's own page; empty where there is none.
        ["ALTER TABLE incidents ADD COLUMN link bytea NOT NULL DEFAULT ''"],
    ];

    private static IEnumerable<string> Made(string what) => Versions.SelectMany(static version => version)
        .Select(static statement => statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words[0] == "CREATE" && (words[1] == what || words[2] == what))
        .Select(words => words[Array.IndexOf(words, what) + 1]);
}
