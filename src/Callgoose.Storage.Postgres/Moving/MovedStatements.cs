using Callgoose.Storage.Moving;
using Callgoose.Storage.Postgres.Deliveries;
using Callgoose.Storage.Postgres.Layout;

namespace Callgoose.Storage.Postgres.Moving;

/// <summary>How the tables are read in the form of <see cref="MovedTable"/>, and written from it. Numbers are <c>bigint</c> in both.</summary>
internal static class MovedStatements
{
    /// <summary>The time of a resolve that never happened.</summary>
    private const string Never = "-9223372036854775808";

    /// <summary>Reads a table, with the columns in its order.</summary>
    public static string Read(MovedTable table) => table.Name switch
    {
        "tokens" => """
            SELECT id, hash, name, CAST(kind AS bigint), bound_to, CAST(scopes AS bigint), environment, created_at, expires_at, revoked_at, debug_until, rate,
                CAST(form AS bigint), verification, CAST(CASE WHEN takes_get THEN 1 ELSE 0 END AS bigint) FROM tokens ORDER BY created_at, id
            """,
        "maintenances" => "SELECT id, service, begins_at, ends_at, tags, reason, begun_by FROM maintenances ORDER BY begins_at, id",
        "incidents" => """
            SELECT id, environment, service, body_anchor, CAST(state AS bigint), CAST(urgency AS bigint), occurrences, triggered_at, last_seen_at, resolved_at, occurred_at,
                acknowledged_up_to, expires_at, held_until, due_at, CAST(lines AS bigint), CAST(notes AS bigint), notes_left_out, CAST(text_line AS bigint), text_line_at,
                key_space, integration, filter, CAST(hops AS bigint), incident_key, source, title, description, members, link
            FROM incidents ORDER BY sequence
            """,
        "lines" => """
            SELECT i.id, CAST(t.number AS bigint), CAST(t.kind AS bigint), CAST(t.origin AS bigint), t.at, t.cause, t.call_id, t.comment
            FROM transitions t JOIN incidents i ON i.sequence = t.incident ORDER BY t.incident, t.number
            """,
        "changes" => """
            SELECT i.id, CAST(c.number AS bigint), c.title_was, c.title_is, c.description_was, c.description_is, CAST(c.urgency_was AS bigint), CAST(c.urgency_is AS bigint), c.joined
            FROM changes c JOIN incidents i ON i.sequence = c.incident ORDER BY c.incident, c.number
            """,
        "order" => $"""
            SELECT c.first, c.at, (
                SELECT array_agg(coalesce(i.id, CAST({StoreTables.NoId} AS uuid)) ORDER BY u.place)
                FROM unnest(c.incidents) WITH ORDINALITY AS u (incident, place) LEFT JOIN incidents i ON i.sequence = u.incident), c.numbers
            FROM commits c ORDER BY c.first
            """,
        "resolves" => $"SELECT anchor, resolved_at, resolve_received_at FROM anchors WHERE resolved_at <> {Never} ORDER BY resolve_received_at, anchor",
        "deliveries" => "SELECT id, body_digest, received_at, call_id, verdict, incidents, results FROM deliveries ORDER BY received_at, id, nth",
        "change events" => "SELECT id, environment, services, source, summary, at, received_at, body FROM change_events ORDER BY received_at, id",
        "relays" => "SELECT token, relay, sequence, at FROM relays ORDER BY token, relay",
        "destinations" => "SELECT name, since, removed_at FROM outgoing_destinations ORDER BY name",
        "outgoing events" => "SELECT sequence, event FROM outgoing_events ORDER BY sequence",
        "outgoing deliveries" => $"""
            SELECT sequence, id, destination, event, incident, environment, service, CAST(number AS bigint), kind, {Number("urgent")}, CAST(state AS bigint), CAST(tries AS bigint),
                due_at, created_at, tried_at, finished_at, CAST(status AS bigint), answer, {Number("fell_back")}, {Number("told")}
            FROM outgoing ORDER BY sequence
            """,
        "threads" => "SELECT destination, incident, thread, at FROM outgoing_threads ORDER BY destination, incident",
        "delivery progress" => "SELECT taken, last FROM dispatcher WHERE taken IS NOT NULL",
        "outbox" => """
            SELECT o.sequence, i.id, CAST(o.number AS bigint), t.at, CAST(o.state AS bigint), CAST(o.urgency AS bigint), o.occurrences, o.last_seen_at, o.resolved_at, o.title
            FROM outbox o JOIN incidents i ON i.sequence = o.incident JOIN transitions t ON t.incident = o.incident AND t.number = o.number
            WHERE o.sequence > coalesce((SELECT taken FROM dispatcher WHERE id = 1), 0) ORDER BY o.sequence
            """,
        _ => """
            SELECT id, received_at, microseconds, environment, token_id, token_name, source, remote_address, scheme, method, url, CAST(status AS bigint), refusal, verdicts,
                CAST(body_length AS bigint), body, left_out FROM api_calls ORDER BY sequence
            """,
    };

    /// <summary>
    /// Adds rows; each parameter is an array with the values of one column. Incidents have four more: the sequence and the three anchors.
    /// </summary>
    public static string Write(MovedTable table) => table.Name switch
    {
        "tokens" => Insert(
            "tokens", table, "id, hash, name, kind, bound_to, scopes, environment, created_at, expires_at, revoked_at, debug_until, rate, form, verification, takes_get",
            "id, hash, name, CAST(kind AS smallint), bound_to, CAST(scopes AS smallint), environment, created_at, expires_at, revoked_at, debug_until, rate, CAST(form AS smallint), verification, takes_get <> 0"),
        "maintenances" => Insert("maintenances", table, "id, service, begins_at, ends_at, tags, reason, begun_by", "id, service, begins_at, ends_at, tags, reason, begun_by"),
        "incidents" => Insert(
            "incidents", table,
            "gateway, id, environment, service, body_anchor, state, urgency, occurrences, triggered_at, last_seen_at, resolved_at, occurred_at, acknowledged_up_to, expires_at, held_until, due_at, "
            + "lines, notes, notes_left_out, text_line, text_line_at, key_space, integration, filter, hops, incident_key, source, title, description, members, link, sequence, anchor, filter_anchor",
            "0, id, environment, service, body, CAST(state AS smallint), CAST(urgency AS smallint), occurrences, triggered_at, last_seen_at, resolved_at, occurred_at, acknowledged_up_to, expires_at, "
            + "held_until, due_at, CAST(lines AS int), CAST(notes AS int), notes_left_out, CAST(text_line AS int), text_line_at, key_space, integration, filter, CAST(hops AS int), incident_key, source, "
            + "title, description, members, link, sequence, anchor, filter_anchor",
            ", sequence, anchor, filter_anchor"),
        "lines" => Insert(
            "transitions", table, "incident, number, kind, origin, at, cause, call_id, comment",
            "sequence, CAST(number AS int), CAST(kind AS smallint), CAST(origin AS smallint), at, cause, call_id, comment", ", sequence"),
        "changes" => Insert(
            "changes", table, "incident, number, title_was, title_is, description_was, description_is, urgency_was, urgency_is, joined",
            "sequence, CAST(number AS int), title_was, title_is, description_was, description_is, CAST(urgency_was AS smallint), CAST(urgency_is AS smallint), joined", ", sequence"),
        "order" => "INSERT INTO commits (first, gateway, batch, at, incidents, numbers) VALUES ($1, 0, 0, $2, $3, $4)",
        "resolves" => Insert("anchors", table, "anchor, newest, resolved_at, resolve_received_at", "key, 0, at, received_at"),
        "deliveries" => """
            INSERT INTO deliveries (id, nth, body_digest, received_at, call_id, verdict, incidents, results)
            SELECT $1, (SELECT coalesce(max(nth) + 1, 0) FROM deliveries WHERE id = $1), $2, $3, $4, $5, $6, $7
            """,
        "change events" => Insert("change_events", table, "id, environment, services, source, summary, at, received_at, body", "id, environment, services, source, summary, at, received_at, body"),
        "relays" => Insert("relays", table, "token, relay, sequence, at", "token, relay, sequence, at"),
        "destinations" => Insert("outgoing_destinations", table, "name, since, removed_at", "name, since, removed_at"),
        "outgoing events" => Insert("outgoing_events", table, "sequence, event", "sequence, event"),
        "outgoing deliveries" => Insert(
            "outgoing", table,
            "sequence, id, destination, event, incident, environment, service, number, kind, urgent, state, tries, due_at, created_at, tried_at, finished_at, status, answer, fell_back, told",
            "sequence, id, destination, event, incident, environment, service, CAST(number AS int), kind, urgent <> 0, CAST(state AS smallint), CAST(tries AS int), due_at, created_at, "
            + "tried_at, finished_at, CAST(status AS int), answer, fell_back <> 0, told <> 0"),
        "threads" => Insert("outgoing_threads", table, "destination, incident, thread, at", "destination, incident, thread, at"),
        "delivery progress" => "UPDATE dispatcher SET taken = u.taken, last = u.last FROM unnest($1, $2) AS u (taken, last) WHERE id = 1",
        "outbox" => Insert(
            "outbox", table, "sequence, incident, number, at, state, urgency, occurrences, last_seen_at, resolved_at, title",
            "u.sequence, i.sequence, CAST(u.number AS int), u.at, CAST(u.state AS smallint), CAST(u.urgency AS smallint), u.occurrences, u.last_seen_at, u.resolved_at, u.title",
            ", line", "JOIN incidents i ON i.sequence = u.line"),
        _ => Insert(
            "api_calls", table,
            "id, received_at, microseconds, environment, token_id, token_name, source, remote_address, scheme, method, url, status, refusal, verdicts, body_length, body, left_out",
            "id, received_at, microseconds, environment, token_id, token_name, source, remote_address, scheme, method, url, CAST(status AS int), refusal, verdicts, CAST(body_length AS int), body, left_out"),
    };

    /// <summary>
    /// Derives further data from the rows: the anchors that lead from keys and bodies to their newest incidents, and the number of the newest line.
    /// </summary>
    public static IReadOnlyList<string> Complete { get; } =
    [
        Lead("anchor"),
        Lead("body_anchor"),
        "UPDATE line SET last = coalesce((SELECT first + cardinality(incidents) - 1 FROM commits ORDER BY first DESC LIMIT 1), 0) WHERE id = 1",
        "UPDATE token_changes SET number = number + 1 WHERE id = 1",
        "UPDATE maintenance_changes SET number = number + 1 WHERE id = 1",

        // As if a server that delivers had just ended: servers without destinations leave the deliveries to others for a minute, and changes made
        // without a server are delivered.
        $"UPDATE dispatcher SET epoch = greatest(epoch, 1), until = {DeliveryTurn.Now}, free = true, delivers = true WHERE id = 1 AND taken IS NOT NULL",
    ];

    private static string Number(string boolean) => $"CAST(CASE WHEN {boolean} THEN 1 ELSE 0 END AS bigint)";

    private static string Lead(string anchor) => $"""
        INSERT INTO anchors (anchor, newest, resolved_at, resolve_received_at)
        SELECT {anchor}, max(sequence), {Never}, 0 FROM incidents WHERE {anchor} <> {StoreTables.NoId} GROUP BY {anchor}
        ON CONFLICT (anchor) DO UPDATE SET newest = excluded.newest
        """;

    private static string Insert(string into, MovedTable table, string columns, string values, string further = "", string join = "")
    {
        string names = string.Join(", ", table.Columns.Select(static column => column.Name)) + further;
        string parameters = string.Join(", ", Enumerable.Range(1, names.Count(static sign => sign == ',') + 1).Select(static number => $"${number}"));
        return $"INSERT INTO {into} ({columns}) SELECT {values} FROM unnest({parameters}) WITH ORDINALITY AS u ({names}, place) {join} ORDER BY u.place";
    }
}
