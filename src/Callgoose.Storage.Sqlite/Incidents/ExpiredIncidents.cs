using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Outbox;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Removes resolved incidents that have been kept long enough, with their timelines, a few at a time.</summary>
/// <remarks>
/// <para>They are found by walking through the oldest incidents, in the order in which they were created, up to the first one
/// that is too young to be over for long enough. That needs no index, which every incident would pay for.</para>
/// <para>What is still to be delivered stays: an incident that ended after the oldest event of the outbox happened is not removed.</para>
/// <para>Ids never go back, so after a clock that was ahead they are those of a time to come until it is reached. Of such incidents the
/// walk goes by the time of their end, up to the first one that has not been over for long enough.</para>
/// <para>Pages that become free are used again by the incidents to come, so the file stops growing once as much expires as
/// arrives; it does not shrink. Returning pages to the system (auto_vacuum) would cost each new page a write to a map of pages,
/// and each one removed the move of another.</para>
/// </remarks>
internal sealed class ExpiredIncidents(SqliteDatabase database, OutboxTable outbox)
{
    /// <summary>Incidents that one step looks at. Removing all of them takes about as long as committing a small batch of calls.</summary>
    private const int LookedAtOnce = 128;

    /// <summary>Descriptions that one step removes: each of their pages is read to find the next one.</summary>
    private const long RemovedBytesAtOnce = 1 << 20;

    private readonly SqliteStatement next = database.Prepare(
        "SELECT sequence, state, resolved_at, length(description) FROM incidents WHERE sequence > ?1 ORDER BY sequence LIMIT ?2");

    private readonly SqliteStatement removeTimeline = database.Prepare("DELETE FROM transitions WHERE incident = ?1");
    private readonly SqliteStatement removeChanges = database.Prepare("DELETE FROM changes WHERE incident = ?1");
    private readonly SqliteStatement removeMembers = database.Prepare("DELETE FROM members WHERE incident = ?1");
    private readonly SqliteStatement removeHops = database.Prepare("DELETE FROM forwarded WHERE incident = ?1");
    private readonly SqliteStatement remove = database.Prepare("DELETE FROM incidents WHERE sequence = ?1");
    private readonly long[] expired = new long[LookedAtOnce];

    /// <summary>The incident that was looked at last; 0 to begin with the oldest one.</summary>
    private long position;

    /// <summary>Removes some of the incidents that were resolved before a time.</summary>
    /// <param name="before">The time, in Unix milliseconds (UTC).</param>
    /// <param name="now">The time now.</param>
    /// <returns>Whether there may be more.</returns>
    public bool RemoveSome(long before, long now)
    {
        (int count, bool isMore) = Find(Math.Min(before, outbox.OldestAt()), now);
        foreach (long sequence in expired.AsSpan(0, count))
        {
            removeTimeline.Bind(1, sequence).Run();
            removeChanges.Bind(1, sequence).Run();
            removeMembers.Bind(1, sequence).Run();
            removeHops.Bind(1, sequence).Run();
            remove.Bind(1, sequence).Run();
        }

        return isMore;
    }

    private (int Count, bool IsMore) Find(long before, long now)
    {
        int count = 0;
        int seen = 0;
        long bytes = 0;
        bool isMore = true;
        next.Bind(1, position).Bind(2, LookedAtOnce);
        while (isMore && bytes < RemovedBytesAtOnce && next.Step())
        {
            seen++;
            position = next.Number(0);
            long created = IncidentSequence.CreatedAt(position);
            bool isResolved = next.Number(1) == (long)IncidentState.Resolved;
            bool isYoung = isResolved && next.Number(2) >= before && next.Number(2) <= now;
            isMore = created < before || (created > now && !isYoung);
            if (isResolved && next.Number(2) < before)
            {
                expired[count++] = position;
                bytes += next.Number(3);
            }
        }

        next.Reset();
        isMore &= seen == LookedAtOnce || bytes >= RemovedBytesAtOnce;
        position = isMore ? position : 0;
        return (count, isMore);
    }
}
