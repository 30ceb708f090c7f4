using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Reading;

namespace Callgoose.Storage.Postgres.Deliveries;

/// <content>Destinations that the configuration does not have any more, what people do, and what is too old.</content>
internal sealed partial class PostgresDeliveryTables
{
    /// <summary>How many deliveries are given up at once: each is an event for the other destinations.</summary>
    private const int GivenUpAtOnce = 200;

    private static readonly string SomeWaiting = $"SELECT sequence FROM outgoing WHERE destination = $1 AND state = 1 ORDER BY sequence LIMIT {GivenUpAtOnce}";

    /// <inheritdoc/>
    public void RemoveDestination(string name, long now) => transactions.Write(batch => batch.Add("UPDATE outgoing_destinations SET removed_at = $2 WHERE name = $1")
        .Add(OutgoingRows.Bytes(name)).Add(now));

    /// <inheritdoc/>
    public void FindRemoved(long now) => transactions.Write(batch => batch.Add("""
        INSERT INTO outgoing_destinations (name, since, removed_at) SELECT DISTINCT destination, 0, $1 FROM outgoing WHERE state = 1 ON CONFLICT (name) DO NOTHING
        """).Add(now));

    /// <inheritdoc/>
    public IReadOnlyList<RemovedDestination> Removed()
    {
        transactions.Write(static batch => batch.Add("""
            DELETE FROM outgoing_destinations AS s WHERE s.removed_at <> 0 AND NOT EXISTS (SELECT 1 FROM outgoing d WHERE d.destination = s.name AND d.state = 1)
            """));
        return transactions.Read<IReadOnlyList<RemovedDestination>>(
            static batch => batch.Add("""
                SELECT s.name, s.removed_at, count(*), min(d.created_at) FROM outgoing_destinations s JOIN outgoing d ON d.destination = s.name AND d.state = 1
                WHERE s.removed_at <> 0 GROUP BY s.name, s.removed_at ORDER BY s.name
                """),
            static row =>
            {
                var removed = new List<RemovedDestination>();
                while (row.Read())
                {
                    removed.Add(new RemovedDestination(IncidentRow.Text(row, 0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)));
                }

                return removed;
            });
    }

    /// <inheritdoc/>
    public int GiveUp(string destination, string reason, long now)
    {
        byte[] name = OutgoingRows.Bytes(destination);
        byte[] answer = OutgoingRows.Bytes(reason);
        int count = transactions.Read(batch => batch.Add($"SELECT count(*) FROM ({SomeWaiting}) AS waiting").Add(name), static row => row.Read() ? (int)row.GetInt64(0) : 0);
        transactions.Write(batch => batch.Add($"""
            UPDATE outgoing SET state = 3, finished_at = $2, answer = $3, told = (kind = $4) WHERE sequence IN ({SomeWaiting})
            """).Add(name).Add(now).Add(answer).Add("delivery_failed"u8.ToArray()));
        return count;
    }

    /// <inheritdoc/>
    public int Retry(DeliverySelection which)
    {
        int count = Count(which, skip: false);
        transactions.Write(batch => OutgoingRows.AddRetry(batch, which));
        return count;
    }

    /// <inheritdoc/>
    public int Skip(DeliverySelection which, long now)
    {
        int count = Count(which, skip: true);
        transactions.Write(batch => OutgoingRows.AddSkip(batch, which, now));
        return count;
    }

    /// <inheritdoc/>
    public void RemoveOld(long before)
    {
        ForgetEvents();
        transactions.Write(batch => batch.Add("""
            DELETE FROM outgoing WHERE sequence IN (SELECT sequence FROM outgoing ORDER BY sequence LIMIT 1000) AND state <> 1 AND finished_at < $1
            """).Add(before));
        transactions.Write(batch => batch.Add("DELETE FROM outgoing_threads WHERE at < $1").Add(before));
        transactions.Write(static batch => batch.Add("""
            DELETE FROM outgoing_events WHERE sequence IN (
                SELECT e.sequence FROM outgoing_events e
                WHERE e.sequence < coalesce((SELECT min(event) FROM outgoing WHERE state IN (1, 3)), (SELECT max(sequence) FROM outgoing_events)) ORDER BY e.sequence LIMIT 5000)
            """));
    }

    /// <inheritdoc/>
    public void ForgetAfter(long newest, long now)
    {
        ForgetEvents();
        transactions.Write(batch => batch.Add("UPDATE outgoing SET state = 4, finished_at = $2, answer = $3 WHERE state = 1 AND event > $1")
            .Add(newest).Add(now).Add("its incident is not there any more"u8.ToArray()));
        transactions.Write(batch => batch.Add("DELETE FROM outgoing_events WHERE sequence > $1").Add(newest));
        transactions.Write(batch => batch.Add("UPDATE outgoing_destinations SET since = $1 WHERE since > $1").Add(newest));
        transactions.Write(batch => batch.Add("UPDATE dispatcher SET taken = $1 WHERE id = 1 AND taken > $1").Add(newest));
    }

    private int Count(DeliverySelection which, bool skip) =>
        transactions.Read(batch => OutgoingRows.AddCount(batch, which, skip), static row => row.Read() ? (int)row.GetInt64(0) : 0);
}
