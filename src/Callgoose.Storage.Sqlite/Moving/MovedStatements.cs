using Callgoose.Storage.Moving;

namespace Callgoose.Storage.Sqlite.Moving;

/// <summary>
/// The statements that read the tables of a data folder in the format of <see cref="MovedTable"/>, and write them from it. Both have the
/// columns in its order.
/// </summary>
internal static class MovedStatements
{
    /// <summary>Returns the statement that reads a table. <see cref="MoveReader"/> converts what a store keeps in another format.</summary>
    public static string Read(MovedTable table) => table.Name switch
    {
        "tokens" => """
            SELECT id, hash, name, kind, bound_to, scopes, environment, created_at, coalesce(expires_at, 0), coalesce(revoked_at, 0), coalesce(debug_until, 0), rate, form,
                verification, takes_get FROM tokens ORDER BY created_at, id
            """,
        "maintenances" => "SELECT id, service, begins_at, ends_at, tags, reason, begun_by FROM maintenances ORDER BY begins_at, id",
        "incidents" => """
            SELECT i.id, s.environment, s.service, coalesce(i.body_digest, x''), i.state, i.urgency, i.occurrences, i.triggered_at, i.last_seen_at, coalesce(i.resolved_at, 0),
                coalesce(i.occurred_at, 0), coalesce(i.acknowledged_up_to, 0), coalesce(i.expires_at, 0), coalesce(i.held_until, 0), coalesce(i.due_at, 0),
                i.lines, i.notes, i.notes_left_out, i.text_line, i.text_line_at, coalesce(k.name, x''), coalesce(n.name, x''), coalesce(f.name, x''), coalesce(h.hops, 0),
                coalesce(i.incident_key, x''), coalesce(i.source, x''), i.title, i.description, coalesce(m.hashes, x''), coalesce(i.link, x'')
            FROM incidents i JOIN scopes s ON s.id = i.scope LEFT JOIN names k ON k.id = i.key_space LEFT JOIN names n ON n.id = i.integration LEFT JOIN names f ON f.id = i.filter
                LEFT JOIN forwarded h ON h.incident = i.sequence LEFT JOIN members m ON m.incident = i.sequence
            ORDER BY i.sequence
            """,
        "lines" => """
            SELECT i.id, t.number, t.kind, t.origin, t.at, t.cause, coalesce(t.call_id, zeroblob(16)), t.comment, t.incident
            FROM transitions t JOIN incidents i ON i.sequence = t.incident
            UNION ALL
            SELECT id, 1, first_kind, 1, triggered_at, (SELECT name FROM names n WHERE n.id = filter), coalesce(first_call, zeroblob(16)), NULL, sequence
            FROM incidents WHERE first_kind IS NOT NULL ORDER BY 9, 2
            """,
        "changes" => """
            SELECT i.id, c.number, c.title_was, c.title_is, c.description_was, c.description_is, coalesce(c.urgency_was, 0), coalesce(c.urgency_is, 0), c.joined
            FROM changes c JOIN incidents i ON i.sequence = c.incident ORDER BY c.incident, c.number
            """,
        "order" => "SELECT sequence, at, lines FROM commits ORDER BY sequence",
        "resolves" => """
            SELECT r.index_key, r.at, r.received_at, s.environment, s.service, coalesce(k.name, x''), r.scope,
                (SELECT i.incident_key FROM incidents i WHERE length(r.index_key) > 32 AND i.scope = r.scope AND i.key_space = r.key_space AND i.index_key = r.index_key LIMIT 1)
            FROM resolves r LEFT JOIN scopes s ON s.id = r.scope LEFT JOIN names k ON k.id = r.key_space WHERE length(r.index_key) > 0 ORDER BY r.sequence
            """,
        "deliveries" => "SELECT delivery, body_digest, received_at, call_id, verdict, incidents, results, token FROM deliveries ORDER BY sequence",
        "change events" => "SELECT id, environment, services, source, summary, at, received_at, body FROM change_events ORDER BY sequence",
        "relays" => "SELECT token, relay, sequence, at FROM relays ORDER BY token, relay",
        "destinations" => "SELECT name, since, coalesce(removed_at, 0) FROM destinations ORDER BY name",
        "outgoing events" => "SELECT sequence, event FROM events ORDER BY sequence",
        "outgoing deliveries" => """
            SELECT sequence, id, destination, event, incident, environment, service, number, kind, urgent, state, tries, due_at, created_at, coalesce(tried_at, 0),
                coalesce(finished_at, 0), coalesce(status, 0), answer, fell_back, told FROM deliveries ORDER BY sequence
            """,
        "threads" => "SELECT destination, incident, thread, at FROM threads ORDER BY destination, incident",
        "delivery progress" => "SELECT taken, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'), 0) FROM progress",
        "outbox" => "SELECT events FROM outbox WHERE sequence > ?1 ORDER BY sequence",
        _ => """
            SELECT id, received_at, microseconds, environment, token_id, token_name, source, remote_address, scheme, method, url, status, refusal, verdicts, body_length, body, left_out
            FROM calls ORDER BY sequence
            """,
    };

    /// <summary>Returns the statement that adds a row; null for a table whose rows need more than a statement.</summary>
    public static string? Write(MovedTable table) => table.Name switch
    {
        "tokens" => """
            INSERT INTO tokens (id, hash, name, kind, bound_to, scopes, environment, created_at, expires_at, revoked_at, debug_until, rate, form, verification, takes_get)
            VALUES (?1, ?2, CAST(?3 AS TEXT), ?4, CAST(?5 AS TEXT), ?6, CAST(?7 AS TEXT), ?8, nullif(?9, 0), nullif(?10, 0), nullif(?11, 0), CAST(?12 AS TEXT), ?13,
                CAST(?14 AS TEXT), ?15)
            """,
        "maintenances" => """
            INSERT INTO maintenances (id, service, begins_at, ends_at, tags, reason, begun_by)
            VALUES (?1, CAST(?2 AS TEXT), ?3, ?4, CAST(?5 AS TEXT), CAST(?6 AS TEXT), CAST(?7 AS TEXT))
            """,
        "resolves" => "INSERT INTO resolves (scope, key_space, index_key, at, received_at) VALUES (0, 0, ?1, ?2, ?3)",
        "deliveries" => """
            INSERT INTO deliveries (token, delivery, body_digest, received_at, call_id, verdict, incidents, results) VALUES (x'', ?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """,
        "change events" => "INSERT INTO change_events (id, environment, services, source, summary, at, received_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        "relays" => "INSERT INTO relays (token, relay, sequence, at) VALUES (?1, ?2, ?3, ?4)",
        "destinations" => "INSERT INTO destinations (name, since, removed_at) VALUES (CAST(?1 AS TEXT), ?2, nullif(?3, 0))",
        "outgoing events" => "INSERT INTO events (sequence, event) VALUES (?1, ?2)",
        "outgoing deliveries" => """
            INSERT INTO deliveries (sequence, id, destination, event, incident, environment, service, number, kind, urgent, state, tries, due_at, created_at, tried_at,
                finished_at, status, answer, fell_back, told)
            VALUES (?1, CAST(?2 AS TEXT), CAST(?3 AS TEXT), ?4, ?5, CAST(?6 AS TEXT), CAST(?7 AS TEXT), ?8, CAST(?9 AS TEXT), ?10, ?11, ?12, ?13, ?14, nullif(?15, 0),
                nullif(?16, 0), nullif(?17, 0), CAST(?18 AS TEXT), ?19, ?20)
            """,
        "threads" => "INSERT INTO threads (destination, incident, thread, at) VALUES (CAST(?1 AS TEXT), ?2, CAST(?3 AS TEXT), ?4)",
        "API log" => """
            INSERT INTO calls (id, received_at, microseconds, environment, token_id, token_name, source, remote_address, scheme, method, url, status, refusal, verdicts,
                body_length, body, left_out)
            VALUES (?1, ?2, ?3, CAST(?4 AS TEXT), ?5, CAST(?6 AS TEXT), CAST(?7 AS TEXT), CAST(?8 AS TEXT), CAST(?9 AS TEXT), CAST(?10 AS TEXT), CAST(?11 AS TEXT), ?12,
                CAST(?13 AS TEXT), ?14, ?15, ?16, ?17)
            """,
        _ => null,
    };
}
