using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Outbox;

/// <summary>
/// The writer's side of the outbox: transitions that are to be delivered, each with its incident as it is at that moment. They are gathered in
/// memory, and written as one row before the commit: a row for each of them would cost a webhook a tenth of its processor time.
/// </summary>
internal sealed class OutboxTable(SqliteDatabase database)
{
    /// <summary>How many rows are removed at once; calls wait for it in the same commit.</summary>
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

    /// <summary>Whether transitions are gathered in the transaction that is open.</summary>
    public bool IsOn { get; set; }

    /// <summary>Takes note of an incident that was written: its transitions follow.</summary>
    public void Note(in StoredIncident incident) => row = incident;

    /// <summary>Takes note of the title of an incident that was written.</summary>
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

    /// <summary>Adds a transition of the incident whose row was written last.</summary>
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

    /// <summary>Writes what was gathered, before the transaction is committed.</summary>
    public void Write()
    {
        if (length > 0)
        {
            append.Bind(1, last).Bind(2, firstAt).Bind(3, events.AsSpan(0, length)).Run();
        }
    }

    /// <summary>The transaction was committed, or undone.</summary>
    public void End()
    {
        length = 0;
        titleOf = 0;
    }

    /// <summary>Notes through how many servers an incident came. Of a new incident only.</summary>
    public void NoteHops(long incident, int hops) => noteHops.Bind(1, incident).Bind(2, hops).Run();

    /// <summary>Removes some of what is there up to an event. Of a transaction that has later ones, too, nothing is removed.</summary>
    public void Remove(long upTo) => remove.Bind(1, upTo).Run();

    /// <summary>When the oldest event happened that is still to be delivered; <see cref="long.MaxValue"/> if there is none.</summary>
    public long OldestAt()
    {
        long at = oldest.Step() ? oldest.Number(0) : long.MaxValue;
        oldest.Reset();
        return at;
    }
}
