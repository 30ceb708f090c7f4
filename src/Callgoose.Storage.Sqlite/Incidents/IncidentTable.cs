using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Reads and writes the rows of incidents: statements are prepared once, values are bound as spans, and nothing is allocated.</summary>
internal sealed class IncidentTable
{
    private const string Found =
        "sequence, id, state, urgency, occurrences, triggered_at, last_seen_at, resolved_at, occurred_at, expires_at, held_until, "
        + "lines, notes, notes_left_out, text_line, text_line_at, acknowledged_up_to, scope";

    private const int ScopeColumn = 17;

    private const string Assigned = """
        occurrences = ?4, last_seen_at = ?5, resolved_at = ?6, occurred_at = ?7, expires_at = ?8, held_until = ?9, due_at = ?10,
        lines = ?11, notes = ?12, notes_left_out = ?13, text_line = ?14, text_line_at = ?15, acknowledged_up_to = ?16
        """;

    private readonly SqliteDatabase database;
    private readonly SqliteStatement findByKey;
    private readonly SqliteStatement findByBody;
    private readonly SqliteStatement findById;
    private readonly SqliteStatement findDue;
    private readonly SqliteStatement withoutKey;
    private readonly SqliteStatement insert;
    private readonly SqliteStatement update;
    private readonly SqliteStatement updateState;
    private readonly SqliteStatement texts;
    private readonly SqliteStatement writeTexts;
    private readonly SqliteStatement members;
    private readonly SqliteStatement writeMembers;
    private byte[] room = new byte[8 * 1024];
    private StoredIncident lastRead;

    public IncidentTable(SqliteDatabase database)
    {
        this.database = database;
        findByKey = database.Prepare(
            $"SELECT {Found} FROM incidents WHERE scope = ?1 AND key_space = ?2 AND index_key = ?3 ORDER BY sequence DESC LIMIT 1");
        findByBody = database.Prepare(
            $"SELECT {Found} FROM incidents WHERE scope = ?1 AND body_digest = ?2 AND index_key IS NULL ORDER BY sequence DESC LIMIT 1");
        findById = database.Prepare($"""
            SELECT {Found} FROM incidents
            WHERE sequence BETWEEN ?1 AND ?1 + {IncidentSequence.Room} AND id = ?2 AND scope IN (SELECT id FROM scopes WHERE environment = ?3) LIMIT 1
            """);
        findDue = database.Prepare($"SELECT {Found} FROM incidents WHERE due_at <= ?1 ORDER BY due_at LIMIT 1");
        withoutKey = database.Prepare($"""
            SELECT {Found} FROM incidents INDEXED BY incidents_without_key
            WHERE scope = ?1 AND integration = ?2 AND filter = ?3 AND index_key IS NULL AND state <> 3 ORDER BY sequence DESC LIMIT ?4
            """);
        insert = database.Prepare("""
            INSERT INTO incidents (sequence, id, scope, state, urgency, occurrences, triggered_at, last_seen_at, occurred_at, expires_at, held_until,
                due_at, lines, notes, notes_left_out, text_line, text_line_at, key_space, integration, filter,
                index_key, body_digest, incident_key, source, title, description, first_kind, first_call, link)
            VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?6, ?7, ?8, ?9, ?10, 1, 0, 0, 0, 0, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
            """);

        // Separate from the statement below: assigning an indexed column rewrites its index entry even if the value stays the same.
        update = database.Prepare($"UPDATE incidents SET {Assigned} WHERE sequence = ?1 AND state = ?2 AND urgency = ?3");
        updateState = database.Prepare($"UPDATE incidents SET state = ?2, urgency = ?3, {Assigned} WHERE sequence = ?1");
        texts = database.Prepare("SELECT title, description FROM incidents WHERE sequence = ?1");
        writeTexts = database.Prepare("UPDATE incidents SET title = ?2, description = ?3 WHERE sequence = ?1");
        members = database.Prepare("SELECT hashes FROM members WHERE incident = ?1");
        writeMembers = database.Prepare("INSERT OR REPLACE INTO members (incident, hashes) VALUES (?1, ?2)");
    }

    /// <summary>The last incident that was found, as it was then.</summary>
    public ref readonly StoredIncident LastRead => ref lastRead;

    /// <summary>The number of the scope of that incident.</summary>
    public long LastReadScope { get; private set; }

    /// <summary>Finds the newest incident of a key.</summary>
    public bool TryFindByKey(long scope, long keySpace, ReadOnlySpan<byte> indexKey, out StoredIncident incident) =>
        TryRead(findByKey.Bind(1, scope).Bind(2, keySpace).Bind(3, indexKey), out incident);

    /// <summary>Finds the newest incident without a key that a body opened.</summary>
    public bool TryFindByBody(long scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident) =>
        TryRead(findByBody.Bind(1, scope).Bind(2, bodyDigest), out incident);

    /// <summary>Finds an incident by its id.</summary>
    public bool TryFind(TimeOrderedId id, ReadOnlySpan<byte> environment, out StoredIncident incident)
    {
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        id.WriteBytes(bytes);
        return TryRead(findById.Bind(1, IncidentSequence.Of(id)).Bind(2, bytes).Bind(3, environment), out incident);
    }

    /// <summary>Finds the incident that has been due longest.</summary>
    public bool TryFindDue(long now, out StoredIncident incident) => TryRead(findDue.Bind(1, now), out incident);

    /// <summary>When the next incident is due; <see cref="long.MaxValue"/> if none is.</summary>
    public long NextDue() => database.ReadNumber("SELECT coalesce(min(due_at), 9223372036854775807) FROM incidents WHERE due_at IS NOT NULL");

    /// <summary>Counts the open incidents without a key of a filter, and returns the newest of them.</summary>
    public int CountWithoutKey(long scope, long integration, long filter, int limit, out StoredIncident newest)
    {
        newest = default;
        int count = 0;
        withoutKey.Bind(1, scope).Bind(2, integration).Bind(3, filter).Bind(4, limit);
        while (withoutKey.Step())
        {
            if (count++ == 0)
            {
                newest = Row(withoutKey);
                LastReadScope = scope;
            }
        }

        lastRead = newest;
        return count;
    }

    /// <summary>Inserts an incident.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="scope">The number of its scope.</param>
    /// <param name="keySpace">The number of its key space.</param>
    /// <param name="integration">The number of its integration.</param>
    /// <param name="filter">The number of its filter.</param>
    /// <param name="indexKey">The key as the index stores it.</param>
    /// <param name="hasFirstLine">True if the row also represents the first line of the timeline.</param>
    public StoredIncident Insert(in NewIncident incident, long scope, long keySpace, long integration, long filter, ReadOnlySpan<byte> indexKey, bool hasFirstLine)
    {
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        Span<byte> callId = stackalloc byte[TimeOrderedId.ByteLength];
        incident.Id.WriteBytes(id);
        incident.CallId.WriteBytes(callId);
        StoredIncident row = incident.Row(IncidentSequence.Of(incident.Id));
        insert.Bind(1, row.Sequence)
            .Bind(2, id)
            .Bind(3, scope)
            .Bind(4, (long)row.State)
            .Bind(5, (long)row.Urgency)
            .Bind(6, row.TriggeredAt)
            .Bind(7, OrNull(row.OccurredAt))
            .Bind(8, OrNull(row.ExpiresAt))
            .Bind(9, OrNull(row.HeldUntil))
            .Bind(10, OrNull(row.DueAt))
            .Bind(11, keySpace)
            .Bind(12, integration)
            .Bind(13, filter)
            .BindOrNull(14, indexKey)
            .BindOrNull(15, incident.BodyDigest)
            .BindOrNull(16, incident.Key)
            .BindOrNull(17, incident.Source)
            .Bind(18, incident.Title)
            .Bind(19, incident.Description)
            .Bind(20, hasFirstLine ? (long)incident.FirstLine.Kind : null)
            .BindOrNull(21, hasFirstLine && incident.CallId != default ? callId : default)
            .BindOrNull(22, incident.Link)
            .Run();
        return row;
    }

    /// <summary>Updates a row.</summary>
    public void Update(in StoredIncident row)
    {
        bool isSameEntry = lastRead.Sequence == row.Sequence && lastRead.State == row.State && lastRead.Urgency == row.Urgency;
        (isSameEntry ? update : updateState)
            .Bind(1, row.Sequence)
            .Bind(2, (long)row.State)
            .Bind(3, (long)row.Urgency)
            .Bind(4, row.Occurrences)
            .Bind(5, row.LastSeenAt)
            .Bind(6, OrNull(row.ResolvedAt))
            .Bind(7, OrNull(row.OccurredAt))
            .Bind(8, OrNull(row.ExpiresAt))
            .Bind(9, OrNull(row.HeldUntil))
            .Bind(10, OrNull(row.DueAt))
            .Bind(11, row.Lines)
            .Bind(12, row.Notes)
            .Bind(13, row.NotesLeftOut)
            .Bind(14, row.TextLine)
            .Bind(15, row.TextLineAt)
            .Bind(16, OrNull(row.AcknowledgedUpTo))
            .Run();
    }

    /// <summary>Reads the texts of an incident.</summary>
    public IncidentTexts ReadTexts(long sequence)
    {
        if (!texts.Bind(1, sequence).Step())
        {
            return default;
        }

        int titleLength = texts.Bytes(0).Length;
        int length = titleLength + texts.Bytes(1).Length;
        Reserve(length);
        texts.Bytes(0).CopyTo(room);
        texts.Bytes(1).CopyTo(room.AsSpan(titleLength));
        texts.Reset();
        return new IncidentTexts(room.AsSpan(0, titleLength), room.AsSpan(titleLength, length - titleLength));
    }

    /// <summary>Replaces the texts of an incident.</summary>
    public void WriteTexts(long sequence, ReadOnlySpan<byte> title, ReadOnlySpan<byte> description) =>
        writeTexts.Bind(1, sequence).Bind(2, title).Bind(3, description).Run();

    /// <summary>Reads the group members that an incident has seen.</summary>
    public byte[] ReadMembers(long sequence)
    {
        if (!members.Bind(1, sequence).Step())
        {
            return [];
        }

        byte[] hashes = members.Bytes(0).ToArray();
        members.Reset();
        return hashes;
    }

    /// <summary>Replaces the group members that an incident has seen.</summary>
    public void WriteMembers(long sequence, ReadOnlySpan<byte> hashes) => writeMembers.Bind(1, sequence).Bind(2, hashes).Run();

    private static long? OrNull(long value) => value == 0 ? null : value;

    private static StoredIncident Row(SqliteStatement row) => new()
    {
        Sequence = row.Number(0),
        Id = TimeOrderedId.FromBytes(row.Bytes(1)),
        State = (IncidentState)row.Number(2),
        Urgency = (Urgency)row.Number(3),
        Occurrences = row.Number(4),
        TriggeredAt = row.Number(5),
        LastSeenAt = row.Number(6),
        ResolvedAt = row.Number(7),
        OccurredAt = row.Number(8),
        ExpiresAt = row.Number(9),
        HeldUntil = row.Number(10),
        Lines = (int)row.Number(11),
        Notes = (int)row.Number(12),
        NotesLeftOut = row.Number(13),
        TextLine = (int)row.Number(14),
        TextLineAt = row.Number(15),
        AcknowledgedUpTo = row.Number(16),
    };

    /// <summary>Grows the buffer. The buffer of a large description is not kept forever.</summary>
    private void Reserve(int length)
    {
        const int Kept = 64 * 1024;
        if (length > room.Length || room.Length > Kept)
        {
            room = new byte[Math.Max(length, 8 * 1024)];
        }
    }

    private bool TryRead(SqliteStatement statement, out StoredIncident incident)
    {
        if (!statement.Step())
        {
            incident = default;
            return false;
        }

        incident = Row(statement);
        lastRead = incident;
        LastReadScope = statement.Number(ScopeColumn);
        statement.Reset();
        return true;
    }
}
