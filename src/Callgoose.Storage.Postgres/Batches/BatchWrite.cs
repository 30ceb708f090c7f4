using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Gateways;
using Npgsql;

namespace Callgoose.Storage.Postgres.Batches;

/// <summary>The second round trip of a batch: the writes of the rules, one statement for each table, and the commit.</summary>
/// <param name="batch">Receives the statements.</param>
/// <param name="rows">The writes of the rules.</param>
/// <param name="seat">The server.</param>
internal readonly struct BatchWrite(NpgsqlBatch batch, BatchRows rows, GatewaySeat seat)
{
    /// <summary>The maximum number of events that one commit removes from the outbox: calls wait for it.</summary>
    private const int RemovedAtOnce = 1000;

    /// <summary>Adds the statements, the commit last.</summary>
    public void Fill()
    {
        // Ending incidents go first: a key has at most one active incident at any time.
        UpdateIncidents();
        InsertIncidents();
        WriteTexts();
        WriteAnchors();
        WriteLines();
        WriteChanges();
        WriteDeliveries();
        WriteRest();
        if (rows.AsksForDue)
        {
            batch.Add("SELECT coalesce(min(due_at), 0) FROM incidents WHERE due_at <> 0");
        }

        WriteOrder();
        batch.Add("COMMIT");
    }

    private void UpdateIncidents()
    {
        StoredIncident[] changed = [.. rows.Incidents.Where(static one => !one.IsNew && one.Row != one.Before).Select(static one => one.Row)];
        if (changed.Length == 0)
        {
            return;
        }

        batch.Add("""
            UPDATE incidents AS i SET gateway = $1, state = u.state, urgency = u.urgency, occurrences = u.occurrences, last_seen_at = u.last_seen_at,
                resolved_at = u.resolved_at, occurred_at = u.occurred_at, acknowledged_up_to = u.acknowledged_up_to, expires_at = u.expires_at,
                held_until = u.held_until, due_at = u.due_at, lines = u.lines, notes = u.notes, notes_left_out = u.notes_left_out,
                text_line = u.text_line, text_line_at = u.text_line_at
            FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) AS u (sequence, state, urgency, occurrences, last_seen_at,
                resolved_at, occurred_at, acknowledged_up_to, expires_at, held_until, due_at, lines, notes, notes_left_out, text_line, text_line_at)
            WHERE i.sequence = u.sequence
            """)
            .Add(seat.Id)
            .Add(changed.Select(static row => row.Sequence))
            .Add(changed.Select(static row => (short)row.State))
            .Add(changed.Select(static row => (short)row.Urgency))
            .Add(changed.Select(static row => row.Occurrences))
            .Add(changed.Select(static row => row.LastSeenAt))
            .Add(changed.Select(static row => row.ResolvedAt))
            .Add(changed.Select(static row => row.OccurredAt))
            .Add(changed.Select(static row => row.AcknowledgedUpTo))
            .Add(changed.Select(static row => row.ExpiresAt))
            .Add(changed.Select(static row => row.HeldUntil))
            .Add(changed.Select(static row => row.DueAt))
            .Add(changed.Select(static row => row.Lines))
            .Add(changed.Select(static row => row.Notes))
            .Add(changed.Select(static row => row.NotesLeftOut))
            .Add(changed.Select(static row => row.TextLine))
            .Add(changed.Select(static row => row.TextLineAt));
    }

    private void InsertIncidents()
    {
        IncidentCopy[] opened = [.. rows.Incidents.Where(static one => one.IsNew)];
        if (opened.Length == 0)
        {
            return;
        }

        batch.Add("""
            INSERT INTO incidents (gateway, sequence, id, environment, service, anchor, body_anchor, filter_anchor, state, urgency, occurrences, triggered_at,
                last_seen_at, resolved_at, occurred_at, acknowledged_up_to, expires_at, held_until, due_at, lines, notes, notes_left_out, text_line,
                text_line_at, key_space, integration, filter, hops, incident_key, source, title, description, members, link)
            SELECT $1, u.* FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
                $26, $27, $28, $29, $30, $31, $32, $33, $34) AS u
            """)
            .Add(seat.Id)
            .Add(opened.Select(static one => one.Row.Sequence))
            .Add(opened.Select(static one => one.Row.Id.ToGuid()))
            .Add(opened.Select(static one => Bytes(one.Environment)))
            .Add(opened.Select(static one => Bytes(one.Service)))
            .Add(opened.Select(static one => one.Anchor))
            .Add(opened.Select(static one => one.BodyAnchor))
            .Add(opened.Select(static one => one.FilterAnchor))
            .Add(opened.Select(static one => (short)one.Row.State))
            .Add(opened.Select(static one => (short)one.Row.Urgency))
            .Add(opened.Select(static one => one.Row.Occurrences))
            .Add(opened.Select(static one => one.Row.TriggeredAt))
            .Add(opened.Select(static one => one.Row.LastSeenAt))
            .Add(opened.Select(static one => one.Row.ResolvedAt))
            .Add(opened.Select(static one => one.Row.OccurredAt))
            .Add(opened.Select(static one => one.Row.AcknowledgedUpTo))
            .Add(opened.Select(static one => one.Row.ExpiresAt))
            .Add(opened.Select(static one => one.Row.HeldUntil))
            .Add(opened.Select(static one => one.Row.DueAt))
            .Add(opened.Select(static one => one.Row.Lines))
            .Add(opened.Select(static one => one.Row.Notes))
            .Add(opened.Select(static one => one.Row.NotesLeftOut))
            .Add(opened.Select(static one => one.Row.TextLine))
            .Add(opened.Select(static one => one.Row.TextLineAt))
            .Add(opened.Select(static one => Bytes(one.KeySpace)))
            .Add(opened.Select(static one => Bytes(one.Integration)))
            .Add(opened.Select(static one => Bytes(one.Filter)))
            .Add(opened.Select(static one => one.Hops))
            .Add(opened.Select(static one => one.Key))
            .Add(opened.Select(static one => one.Source))
            .Add(opened.Select(static one => one.Title))
            .Add(opened.Select(static one => one.Description))
            .Add(opened.Select(static one => one.Members))
            .Add(opened.Select(static one => one.Link));
    }

    private void WriteTexts()
    {
        IncidentCopy[] texts = [.. rows.Incidents.Where(static one => !one.IsNew && one.AreTextsChanged)];
        if (texts.Length > 0)
        {
            batch.Add("UPDATE incidents AS i SET title = u.title, description = u.description FROM unnest($1, $2, $3) AS u (sequence, title, description) WHERE i.sequence = u.sequence")
                .Add(texts.Select(static one => one.Row.Sequence))
                .Add(texts.Select(static one => one.Title))
                .Add(texts.Select(static one => one.Description));
        }

        IncidentCopy[] members = [.. rows.Incidents.Where(static one => !one.IsNew && one.AreMembersChanged)];
        if (members.Length > 0)
        {
            batch.Add("UPDATE incidents AS i SET members = u.members FROM unnest($1, $2) AS u (sequence, members) WHERE i.sequence = u.sequence")
                .Add(members.Select(static one => one.Row.Sequence))
                .Add(members.Select(static one => one.Members));
        }
    }

    /// <summary>
    /// Also inserts anchors that were looked up and did not exist: another server that looks for the same ones then waits, or tries again.
    /// </summary>
    private void WriteAnchors()
    {
        AnchorCopy[] missing = [.. rows.Anchors.Where(static one => !one.IsThere).OrderBy(static one => one.Anchor)];
        if (missing.Length > 0)
        {
            Add(batch.Add("INSERT INTO anchors (anchor, newest, resolved_at, resolve_received_at) SELECT * FROM unnest($1, $2, $3, $4)"), missing);
        }

        AnchorCopy[] changed = [.. rows.Anchors.Where(static one => one.IsThere && one.IsChanged)];
        if (changed.Length > 0)
        {
            Add(
                batch.Add("""
                    UPDATE anchors AS a SET newest = u.newest, resolved_at = u.resolved_at, resolve_received_at = u.resolve_received_at
                    FROM unnest($1, $2, $3, $4) AS u (anchor, newest, resolved_at, resolve_received_at) WHERE a.anchor = u.anchor
                    """),
                changed);
        }

        static void Add(NpgsqlBatchCommand command, AnchorCopy[] anchors) => command
            .Add(anchors.Select(static one => one.Anchor))
            .Add(anchors.Select(static one => one.Newest))
            .Add(anchors.Select(static one => one.ResolvedAt))
            .Add(anchors.Select(static one => one.ResolveReceivedAt));
    }

    private void WriteLines()
    {
        if (rows.Lines.Count == 0)
        {
            return;
        }

        batch.Add("INSERT INTO transitions (incident, number, kind, origin, at, cause, call_id, comment) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)")
            .Add(rows.Lines.Select(static one => one.Incident))
            .Add(rows.Lines.Select(static one => one.Number))
            .Add(rows.Lines.Select(static one => (short)one.Line.Kind))
            .Add(rows.Lines.Select(static one => (short)one.Line.Origin))
            .Add(rows.Lines.Select(static one => one.Line.At))
            .Add(rows.Lines.Select(static one => Bytes(LineTexts.Cut(one.Line.Cause).ToString())))
            .Add(rows.Lines.Select(static one => one.Line.CallId.ToGuid()))
            .Add(rows.Lines.Select(static one => one.Line.Comment is string comment ? Bytes(comment) : null));
    }

    private void WriteChanges()
    {
        if (rows.Changes.Count == 0)
        {
            return;
        }

        batch.Add("""
            INSERT INTO changes (incident, number, title_was, title_is, description_was, description_is, urgency_was, urgency_is, joined)
            SELECT u.incident, u.number, u.title_was, u.title_is,
                CASE WHEN EXISTS (SELECT 1 FROM changes c WHERE c.incident = u.incident AND c.description_was IS NOT NULL) THEN u.start_was ELSE u.description_was END,
                u.description_is, u.urgency_was, u.urgency_is, u.joined
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                AS u (incident, number, title_was, title_is, description_was, start_was, description_is, urgency_was, urgency_is, joined)
            ON CONFLICT (incident, number) DO UPDATE SET
                title_was = coalesce(changes.title_was, excluded.title_was), title_is = coalesce(excluded.title_is, changes.title_is),
                description_was = coalesce(changes.description_was, excluded.description_was),
                description_is = coalesce(excluded.description_is, changes.description_is)
            """)
            .Add(rows.Changes.Select(static one => one.Incident))
            .Add(rows.Changes.Select(static one => one.Number))
            .Add(rows.Changes.Select(static one => one.TitleWas))
            .Add(rows.Changes.Select(static one => one.TitleIs))
            .Add(rows.Changes.Select(static one => one.DescriptionWas))
            .Add(rows.Changes.Select(static one => one.DescriptionWas is byte[] was ? LineTexts.Start(was).ToArray() : null))
            .Add(rows.Changes.Select(static one => one.DescriptionIs))
            .Add(rows.Changes.Select(static one => (short)one.UrgencyWas))
            .Add(rows.Changes.Select(static one => (short)one.UrgencyIs))
            .Add(rows.Changes.Select(static one => one.Joined));
    }

    private void WriteDeliveries()
    {
        DeliveryCopy[] kept = [.. rows.Deliveries.OrderBy(static one => one.Id).ThenBy(static one => one.Nth)];
        Write(batch, [.. kept.Where(static one => one.IsThere)], """
            UPDATE deliveries AS d SET body_digest = u.body_digest, received_at = u.received_at, call_id = u.call_id, verdict = u.verdict,
                incidents = u.incidents, results = u.results
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS u (id, nth, body_digest, received_at, call_id, verdict, incidents, results)
            WHERE d.id = u.id AND d.nth = u.nth
            """);
        Write(batch, [.. kept.Where(static one => !one.IsThere)], """
            INSERT INTO deliveries (id, nth, body_digest, received_at, call_id, verdict, incidents, results) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
            """);

        static void Write(NpgsqlBatch batch, DeliveryCopy[] deliveries, string sql)
        {
            if (deliveries.Length > 0)
            {
                batch.Add(sql)
                    .Add(deliveries.Select(static one => one.Id))
                    .Add(deliveries.Select(static one => one.Nth))
                    .Add(deliveries.Select(static one => one.BodyDigest))
                    .Add(deliveries.Select(static one => one.ReceivedAt))
                    .Add(deliveries.Select(static one => one.CallId.ToGuid()))
                    .Add(deliveries.Select(static one => one.Verdict))
                    .Add(deliveries.Select(static one => one.Incidents))
                    .Add(deliveries.Select(static one => one.Results));
            }
        }
    }

    private void WriteRest()
    {
        foreach (((Guid token, Guid relay), (long sequence, long at, _)) in rows.Relays.Where(static one => one.Value.IsChanged))
        {
            batch.Add("""
                INSERT INTO relays (token, relay, sequence, at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (token, relay) DO UPDATE SET sequence = excluded.sequence, at = excluded.at
                """).Add(token).Add(relay).Add(sequence).Add(at);
        }

        foreach (ChangeEvent change in rows.ChangeEvents)
        {
            batch.Add("INSERT INTO change_events (id, environment, services, source, summary, at, received_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
                .Add(change.Id.ToGuid())
                .Add(Bytes(change.Environment))
                .Add(Bytes(string.Join('\n', change.Services)))
                .Add(change.Source is string source ? Bytes(source) : null)
                .Add(Bytes(change.Summary))
                .Add(change.At)
                .Add(change.ReceivedAt)
                .Add(change.Body ?? []);
        }

        if (rows.RemoveOutboxUpTo > 0)
        {
            batch.Add($"DELETE FROM outbox WHERE sequence IN (SELECT sequence FROM outbox WHERE sequence <= $1 ORDER BY sequence LIMIT {RemovedAtOnce})").Add(rows.RemoveOutboxUpTo);
        }
    }

    /// <summary>
    /// The last statement before the commit gives the lines their numbers over all servers. The row stays locked until the commit, so the numbers are
    /// in the order in which others see them; a sequence would give them before the commit.
    /// </summary>
    private void WriteOrder()
    {
        if (rows.Lines.Count == 0)
        {
            return;
        }

        string told = rows.Told.Count == 0 ? string.Empty : """
            , told AS (
                INSERT INTO outbox (sequence, incident, number, at, state, urgency, occurrences, last_seen_at, resolved_at, title)
                SELECT p.base + u.place, u.incident, u.number, u.at, u.state, u.urgency, u.occurrences, u.last_seen_at, u.resolved_at, u.title
                FROM place p CROSS JOIN unnest($7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
                    AS u (place, incident, number, at, state, urgency, occurrences, last_seen_at, resolved_at, title))
            """;
        NpgsqlBatchCommand command = batch.Add($"""
            WITH place AS (UPDATE line SET last = last + $1 WHERE id = 1 RETURNING last - $1 AS base){told}
            INSERT INTO commits (first, gateway, batch, at, incidents, numbers) SELECT p.base + 1, $2, $3, $4, $5, $6 FROM place p
            """)
            .Add((long)rows.Lines.Count)
            .Add(seat.Id)
            .Add(seat.Batch)
            .Add(rows.Lines[^1].Line.At)
            .Add(rows.Lines.Select(static one => one.Incident))
            .Add(rows.Lines.Select(static one => one.Number));
        if (rows.Told.Count > 0)
        {
            command.Add(rows.Told.Select(static one => (long)one.Offset))
                .Add(rows.Told.Select(static one => one.Row.Sequence))
                .Add(rows.Told.Select(static one => one.Number))
                .Add(rows.Told.Select(static one => one.At))
                .Add(rows.Told.Select(static one => (short)one.Row.State))
                .Add(rows.Told.Select(static one => (short)one.Row.Urgency))
                .Add(rows.Told.Select(static one => one.Row.Occurrences))
                .Add(rows.Told.Select(static one => one.Row.LastSeenAt))
                .Add(rows.Told.Select(static one => one.Row.ResolvedAt))
                .Add(rows.Told.Select(static one => one.Title));
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
