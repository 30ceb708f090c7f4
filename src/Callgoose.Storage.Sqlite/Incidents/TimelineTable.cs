using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Stores the lines of all timelines, the changes that they record, and the order in which they were committed.</summary>
internal sealed class TimelineTable
{
    /// <summary>The size of a line in a row of <c>commits</c>, in bytes: the incident and the number, the most significant byte first.</summary>
    internal const int LineBytes = sizeof(long) + sizeof(int);

    private const int RemovedAtOnce = 128;

    /// <summary>How long the order is kept; a follower that was away for longer must read the list.</summary>
    private static readonly long Lifetime = (long)TimeSpan.FromDays(30).TotalMilliseconds;

    private readonly SqliteDatabase database;
    private readonly SqliteStatement append;
    private readonly SqliteStatement changes;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement remove;
    private byte[] lines = new byte[64 * LineBytes];
    private int length;
    private long first;
    private long lastAt;

    public TimelineTable(SqliteDatabase database)
    {
        this.database = database;
        append = database.Prepare(
            "INSERT INTO transitions (incident, number, kind, origin, at, cause, call_id, comment) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

        // The old values stay: a line that changes texts includes further changes for a minute. The first description is kept in full.
        changes = database.Prepare("""
            INSERT INTO changes (incident, number, title_was, title_is, description_was, description_is, urgency_was, urgency_is, joined)
            VALUES (?1, ?2, ?3, ?4,
                CASE WHEN EXISTS (SELECT 1 FROM changes WHERE incident = ?1 AND description_was IS NOT NULL) THEN ?10 ELSE ?5 END,
                ?6, ?7, ?8, ?9)
            ON CONFLICT (incident, number) DO UPDATE SET
                title_was = coalesce(title_was, excluded.title_was), title_is = coalesce(excluded.title_is, title_is),
                description_was = coalesce(description_was, excluded.description_was), description_is = coalesce(excluded.description_is, description_is)
            """);
        commit = database.Prepare("INSERT INTO commits (sequence, at, lines) VALUES (?1, ?2, ?3)");
        remove = database.Prepare($"""
            DELETE FROM commits WHERE sequence IN (SELECT sequence FROM commits ORDER BY sequence LIMIT {RemovedAtOnce})
                AND at < ?1 AND sequence < (SELECT max(sequence) FROM commits)
            """);
        first = database.ReadNumber($"SELECT coalesce((SELECT sequence + length(lines) / {LineBytes} FROM commits ORDER BY sequence DESC LIMIT 1), 1)");
    }

    /// <summary>The number of the next line over all incidents.</summary>
    public long NextSequence => first + (length / LineBytes);

    /// <summary>The newest id of a call that created one of the newest 10,000 lines; default if there is none.</summary>
    /// <remarks>It ignores lines that the row of their incident represents: the incident got its id after the call.</remarks>
    public TimeOrderedId NewestCallId()
    {
        const int LookedAt = 10_000;
        using SqliteStatement order = database.Prepare("SELECT lines FROM commits ORDER BY sequence DESC");
        using SqliteStatement call = database.Prepare("SELECT call_id FROM transitions WHERE incident = ?1 AND number = ?2 AND call_id IS NOT NULL");
        TimeOrderedId newest = default;
        for (int seen = 0; seen < LookedAt && order.Step();)
        {
            for (ReadOnlySpan<byte> rest = order.Bytes(0); !rest.IsEmpty; rest = rest[LineBytes..], seen++)
            {
                if (call.Bind(1, BinaryPrimitives.ReadInt64BigEndian(rest)).Bind(2, BinaryPrimitives.ReadInt32BigEndian(rest[sizeof(long)..])).Step())
                {
                    TimeOrderedId id = TimeOrderedId.FromBytes(call.Bytes(0));
                    newest = id > newest ? id : newest;
                    call.Reset();
                }
            }
        }

        order.Reset();
        return newest;
    }

    /// <summary>Adds a line.</summary>
    public void Append(long incident, int number, in Transition transition)
    {
        Span<byte> callId = stackalloc byte[TimeOrderedId.ByteLength];
        Span<byte> cause = stackalloc byte[Encoding.UTF8.GetMaxByteCount(LineTexts.MaxCauseLength)];
        transition.CallId.WriteBytes(callId);
        Utf8.FromUtf16(LineTexts.Cut(transition.Cause), cause, out _, out int written);
        append.Bind(1, incident)
            .Bind(2, number)
            .Bind(3, (long)transition.Kind)
            .Bind(4, (long)transition.Origin)
            .Bind(5, transition.At)
            .Bind(6, cause[..written])
            .BindOrNull(7, transition.CallId == default ? default : callId)
            .BindOrNull(8, transition.Comment is null ? default : Encoding.UTF8.GetBytes(transition.Comment))
            .Run();
        Note(incident, number, transition.At);
    }

    /// <summary>Adds a line to the order over all incidents, including one that the row of its incident represents.</summary>
    public void Note(long incident, int number, long at)
    {
        if (length == lines.Length)
        {
            Array.Resize(ref lines, 2 * length);
        }

        BinaryPrimitives.WriteInt64BigEndian(lines.AsSpan(length), incident);
        BinaryPrimitives.WriteInt32BigEndian(lines.AsSpan(length + sizeof(long)), number);
        length += LineBytes;
        lastAt = at;
    }

    /// <summary>Stores what a line changes, or merges it into the stored changes of the line.</summary>
    public void WriteChanges(long incident, int number, in ChangeLine line)
    {
        changes.Bind(1, incident).Bind(2, number);
        BindText(3, line.ChangesTitle, line.TitleWas);
        BindText(4, line.ChangesTitle, line.TitleIs);
        BindText(5, line.ChangesDescription, line.DescriptionWas);
        BindText(6, line.ChangesDescription, LineTexts.Start(line.DescriptionIs));
        BindText(10, line.ChangesDescription, LineTexts.Start(line.DescriptionWas));
        changes.Bind(7, line.UrgencyWas == 0 ? null : (long)line.UrgencyWas)
            .Bind(8, line.UrgencyIs == 0 ? null : (long)line.UrgencyIs)
            .BindOrNull(9, line.Joined)
            .Run();
    }

    /// <summary>Writes the order of this transaction's lines. Call it before the commit.</summary>
    public void WriteOrder()
    {
        if (length > 0)
        {
            commit.Bind(1, first).Bind(2, lastAt).Bind(3, lines.AsSpan(0, length)).Run();
        }
    }

    /// <summary>Must be called when the transaction was committed.</summary>
    public void Commit()
    {
        first = NextSequence;
        length = 0;
    }

    /// <summary>Must be called when the transaction was undone: its numbers are used again.</summary>
    public void Undo() => length = 0;

    /// <summary>Removes some of the expired order. The newest row stays, so that no number is used twice.</summary>
    /// <returns>True if there may be more.</returns>
    public bool RemoveSome(long now)
    {
        remove.Bind(1, now - Lifetime).Run();
        return database.Changes == RemovedAtOnce;
    }

    private void BindText(int parameter, bool changes, ReadOnlySpan<byte> text)
    {
        if (changes)
        {
            this.changes.Bind(parameter, text);
        }
        else
        {
            this.changes.BindNull(parameter);
        }
    }
}
