using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Reading;

namespace Callgoose.Storage.Postgres.Deliveries;

/// <summary>The tables of deliveries for the server that has the turn. Used by one thread, which blocks on the database.</summary>
internal sealed partial class PostgresDeliveryTables : IDeliveryTables
{
    /// <summary>How many of the newest events also stay in memory: most are sent at once.</summary>
    private const int EventsInMemory = 2000;

    private readonly DeliveryTurn turn;
    private readonly long epoch;
    private readonly TurnTransactions transactions;
    private readonly Dictionary<long, byte[]> events = [];
    private readonly Queue<long> eventsInOrder = new();

    private PostgresDeliveryTables(DeliveryTurn turn, long epoch, TurnTransactions transactions)
    {
        this.turn = turn;
        this.epoch = epoch;
        this.transactions = transactions;
    }

    /// <inheritdoc/>
    public bool MaySend => turn.IsBelieved(epoch);

    /// <inheritdoc/>
    public bool IsLost => transactions.IsLost;

    /// <inheritdoc/>
    public bool RemovesTaken => true;

    /// <summary>Opens them for the server that has the turn.</summary>
    /// <exception cref="StoreException">They cannot be read, or another server has the turn.</exception>
    public static PostgresDeliveryTables Open(ConnectionSource source, DeliveryTurn turn, bool isSerializable)
    {
        long epoch = turn.Epoch;
        if (epoch == 0)
        {
            throw new StoreException($"PostgreSQL at {source.Where}: another server delivers now.");
        }

        var transactions = new TurnTransactions(source, turn, epoch, isSerializable);
        try
        {
            transactions.Open();
            return new PostgresDeliveryTables(turn, epoch, transactions);
        }
        catch
        {
            transactions.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long Version() => Number("SELECT number FROM outgoing_changes WHERE id = 1") ?? 0;

    /// <inheritdoc/>
    public long? Taken() => Number("SELECT taken FROM dispatcher WHERE id = 1");

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> KnownDestinations() => transactions.Read<IReadOnlyDictionary<string, long>>(
        static batch => batch.Add("SELECT name, since FROM outgoing_destinations WHERE removed_at = 0"),
        static row =>
        {
            var known = new Dictionary<string, long>(StringComparer.Ordinal);
            while (row.Read())
            {
                known[IncidentRow.Text(row, 0)] = row.GetInt64(1);
            }

            return known;
        });

    /// <inheritdoc/>
    public void AddDestination(string name, long since) => transactions.Write(batch => batch.Add("""
        INSERT INTO outgoing_destinations (name, since, removed_at) VALUES ($1, $2, 0) ON CONFLICT (name) DO UPDATE SET since = excluded.since, removed_at = 0
        """).Add(OutgoingRows.Bytes(name)).Add(since));

    /// <inheritdoc/>
    public void Begin() => transactions.Begin();

    /// <inheritdoc/>
    public void Commit() => transactions.Commit();

    /// <inheritdoc/>
    public void Undo()
    {
        transactions.Undo();
        ForgetEvents();
    }

    /// <inheritdoc/>
    public void SetTaken(long sequence)
    {
        transactions.Write(batch => batch.Add("UPDATE dispatcher SET taken = $1 WHERE id = 1").Add(sequence));
        transactions.Write(batch => batch.Add("DELETE FROM outbox WHERE sequence <= $1").Add(sequence));
    }

    /// <inheritdoc/>
    public void KeepEvent(long sequence, ReadOnlySpan<byte> content)
    {
        byte[] kept = content.ToArray();
        transactions.Write(batch => batch.Add("INSERT INTO outgoing_events (sequence, event) VALUES ($1, $2) ON CONFLICT (sequence) DO NOTHING").Add(sequence).Add(kept));
        if (events.TryAdd(sequence, kept))
        {
            eventsInOrder.Enqueue(sequence);
        }

        if (eventsInOrder.Count > EventsInMemory)
        {
            events.Remove(eventsInOrder.Dequeue());
        }
    }

    /// <inheritdoc/>
    public bool WasAdded(TimeOrderedId incident, int number, string destination) => transactions.Read(
        batch => batch.Add("SELECT 1 FROM outgoing WHERE incident = $1 AND number = $2 AND destination = $3 LIMIT 1")
            .Add(incident.ToGuid()).Add(number).Add(OutgoingRows.Bytes(destination)),
        static row => row.Read());

    /// <inheritdoc/>
    public bool WasDelivered(TimeOrderedId incident, string destination) => transactions.Read(
        batch => batch.Add("SELECT 1 FROM outgoing WHERE incident = $1 AND destination = $2 AND state = 2 LIMIT 1").Add(incident.ToGuid()).Add(OutgoingRows.Bytes(destination)),
        static row => row.Read());

    /// <inheritdoc/>
    public long Insert(DeliveryRow delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        long sequence = ++transactions.Last;
        transactions.Write(batch => batch.Add("""
            INSERT INTO outgoing (sequence, id, destination, event, incident, environment, service, number, kind, urgent, state, tries, due_at, created_at, tried_at,
                finished_at, status, answer, fell_back, told)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $12, 0, $13, 0, $14, false, true)
            """)
            .Add(sequence)
            .Add(OutgoingRows.Bytes(delivery.Id))
            .Add(OutgoingRows.Bytes(delivery.Destination))
            .Add(delivery.EventSequence)
            .Add(delivery.Incident.ToGuid())
            .Add(OutgoingRows.Bytes(delivery.Environment))
            .Add(OutgoingRows.Bytes(delivery.Service))
            .Add(delivery.Number)
            .Add(OutgoingRows.Bytes(delivery.Event))
            .Add(delivery.IsUrgent)
            .Add((short)delivery.State)
            .Add(delivery.CreatedAt)
            .Add(delivery.FinishedAt ?? 0)
            .Add(delivery.Answer is string answer ? OutgoingRows.Bytes(answer) : null));
        return sequence;
    }

    /// <inheritdoc/>
    public IReadOnlyList<DeliveryRow> Waiting(string destination, long after, int limit) => transactions.Read(
        batch => batch.Add($"SELECT {OutgoingRows.Columns} FROM outgoing WHERE destination = $1 AND state = 1 AND sequence > $2 ORDER BY sequence LIMIT $3")
            .Add(OutgoingRows.Bytes(destination)).Add(after).Add((long)limit),
        OutgoingRows.ReadAll);

    /// <inheritdoc/>
    public byte[]? ReadEvent(long sequence) => events.TryGetValue(sequence, out byte[]? kept) ? kept : transactions.Read(
        batch => batch.Add("SELECT event FROM outgoing_events WHERE sequence = $1").Add(sequence),
        static row => row.Read() ? row.GetFieldValue<byte[]>(0) : null);

    /// <inheritdoc/>
    public void Finish(long sequence, DeliveryState state, int tries, long now, int? status, string? answer, bool isToTell = false) => transactions.Write(batch => batch.Add("""
        UPDATE outgoing SET state = $2, tries = $3, tried_at = $4, finished_at = $4, status = $5, answer = $6, told = $7 WHERE sequence = $1 AND state = 1
        """)
        .Add(sequence).Add((short)state).Add(tries).Add(now).Add(status ?? 0).Add(answer is null ? null : OutgoingRows.Bytes(answer)).Add(!isToTell));

    /// <inheritdoc/>
    public IReadOnlyList<DeliveryRow> Untold(int limit) => transactions.Read(
        batch => batch.Add($"SELECT {OutgoingRows.Columns} FROM outgoing WHERE NOT told ORDER BY sequence LIMIT $1").Add((long)limit),
        OutgoingRows.ReadAll);

    /// <inheritdoc/>
    public void SetTold(long sequence) => transactions.Write(batch => batch.Add("UPDATE outgoing SET told = true WHERE sequence = $1").Add(sequence));

    /// <inheritdoc/>
    public void Postpone(long sequence, int tries, long now, long dueAt, int? status, string? answer) => transactions.Write(batch => batch.Add(
        "UPDATE outgoing SET tries = $2, tried_at = $3, due_at = $4, status = $5, answer = $6 WHERE sequence = $1 AND state = 1")
        .Add(sequence).Add(tries).Add(now).Add(dueAt).Add(status ?? 0).Add(answer is null ? null : OutgoingRows.Bytes(answer)));

    /// <inheritdoc/>
    public void FellBack(long sequence) => transactions.Write(batch => batch.Add("UPDATE outgoing SET fell_back = true WHERE sequence = $1").Add(sequence));

    /// <inheritdoc/>
    public void KeepThread(string destination, TimeOrderedId incident, string thread, long now) => transactions.Write(batch => batch.Add(
        "INSERT INTO outgoing_threads (destination, incident, thread, at) VALUES ($1, $2, $3, $4) ON CONFLICT (destination, incident) DO NOTHING")
        .Add(OutgoingRows.Bytes(destination)).Add(incident.ToGuid()).Add(OutgoingRows.Bytes(thread)).Add(now));

    /// <inheritdoc/>
    public string ReadThread(string destination, TimeOrderedId incident) => transactions.Read(
        batch => batch.Add("SELECT thread FROM outgoing_threads WHERE destination = $1 AND incident = $2").Add(OutgoingRows.Bytes(destination)).Add(incident.ToGuid()),
        static row => row.Read() ? IncidentRow.Text(row, 0) : string.Empty);

    /// <inheritdoc/>
    public bool TrySync() => true;

    /// <inheritdoc/>
    public void Dispose() => transactions.Dispose();

    private void ForgetEvents()
    {
        events.Clear();
        eventsInOrder.Clear();
    }

    private long? Number(string sql) => transactions.Read(batch => batch.Add(sql), static row => row.Read() && !row.IsDBNull(0) ? row.GetInt64(0) : (long?)null);
}
