using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Outbox;

/// <summary>
/// Writes the outbox: transitions to deliver, each with its incident as it was then. They are collected in memory, and written as one row
/// before the commit: a row for each of them would cost a tenth of the processor time of a webhook.
/// </summary>
internal sealed class OutboxTable(SqliteDatabase database)
{
    /// <summary>How many rows are removed at once; calls in the same commit wait for it.</summary>
    private const int RemovedAtOnce = 64;

    private readonly SqliteStatement append = database.Prepare("INSERT INTO outbox (sequence, at, events) VALUES (?1, ?2, ?3)");
    private readonly SqliteStatement title = database.Prepare("SELECT title FROM incidents WHERE sequence = ?1");
    private readonly SqliteStatement noteHops = database.Prepare("INSERT INTO forwarded (incident, hops) VALUES (?1, ?2)");
    private readonly SqliteStatement oldest = database.Prepare("SELECT at FROM outbox ORDER BY sequence LIMIT 1");
    private readonly SqliteStatement remove = database.Prepare(
        $"DELETE FROM outbox WHERE sequence IN (SELECT sequence FROM outbox WHERE sequence <= ?1 ORDER BY sequence LIMIT {RemovedAtOnce})");

    private byte[] events = new byte[16 * 1024];
    private int length;
    private long last;
    private long firstAt;
    private StoredIncident row;
    private byte[] rowTitle = new byte[1024];
    private int rowTitleLength;
    private long titleOf;

    /// <summary>True if the open transaction collects transitions.</summary>
    public bool IsOn { get; set; }

    /// <summary>Sets the incident that was written; its transitions follow.</summary>
    public void Note(in StoredIncident incident) => row = incident;

    /// <summary>Sets the title of an incident that was written.</summary>
    public void NoteTitle(long incident, ReadOnlySpan<byte> text)
    {
        if (rowTitle.Length < text.Length)
        {
            rowTitle = new byte[2 * text.Length];
        }

        text.CopyTo(rowTitle);
        rowTitleLength = text.Length;
        titleOf = incident;
    }

    /// <summary>Adds a transition of the incident that was written last.</summary>
    /// <param name="sequence">Its number over all incidents.</param>
    /// <param name="number">Its number in the timeline.</param>
    /// <param name="at">When it happened.</param>
    public void Append(long sequence, int number, long at)
    {
        if (titleOf != row.Sequence)
        {
            title.Bind(1, row.Sequence).Step();
            NoteTitle(row.Sequence, title.Bytes(0));
            title.Reset();
        }

        int needed = OutboxCodec.LengthOf(rowTitleLength);
        if (events.Length - length < needed)
        {
            Array.Resize(ref events, Math.Max(2 * events.Length, length + needed));
        }

        OutboxCodec.Write(events.AsSpan(length, needed), sequence, number, row, rowTitle.AsSpan(0, rowTitleLength));
        firstAt = length == 0 ? at : firstAt;
        length += needed;
        last = sequence;
    }

    /// <summary>Writes the collected transitions. Call it before the commit.</summary>
    public void Write()
    {
        if (length > 0)
        {
            append.Bind(1, last).Bind(2, firstAt).Bind(3, events.AsSpan(0, length)).Run();
        }
    }

    /// <summary>Must be called when the transaction was committed or undone.</summary>
    public void End()
    {
        length = 0;
        titleOf = 0;
    }

    /// <summary>Stores how many servers a new incident passed.</summary>
    public void NoteHops(long incident, int hops) => noteHops.Bind(1, incident).Bind(2, hops).Run();

    /// <summary>Removes some of the events up to a number. The row of a transaction that also has later events stays.</summary>
    public void Remove(long upTo) => remove.Bind(1, upTo).Run();

    /// <summary>When the oldest undelivered event happened; <see cref="long.MaxValue"/> if there is none.</summary>
    public long OldestAt()
    {
        long at = oldest.Step() ? oldest.Number(0) : long.MaxValue;
        oldest.Reset();
        return at;
    }
}
