using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Outbox;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Removes expired resolved incidents, with their timelines, a few at a time.</summary>
/// <remarks>
/// <para>
/// It scans the oldest incidents, in the order in which they were created, up to the first one that is too young to have expired. That
/// needs no index, whose cost every incident would pay.
/// </para>
/// <para>Events that are still to be delivered keep their incidents: an incident that ended after the oldest event of the outbox is not removed.</para>
/// <para>
/// Ids never decrease. So after a clock that was ahead, ids lie in the future until that time is reached. Among such incidents the scan
/// uses the time of their end, and stops at the first one that has not expired.
/// </para>
/// <para>
/// New incidents reuse free pages, so the file stops growing once as much expires as arrives; it does not shrink. Returning pages to the
/// system (auto_vacuum) would cost a write to a page map for each new page, and the move of another page for each removed one.
/// </para>
/// </remarks>
internal sealed class ExpiredIncidents(SqliteDatabase database, OutboxTable outbox)
{
    /// <summary>The maximum number of incidents per step. Removing all of them takes about as long as committing a small batch of calls.</summary>
    private const int LookedAtOnce = 128;

    /// <summary>The maximum size of the descriptions that one step removes, in bytes: each of their pages is read to find the next one.</summary>
    private const long RemovedBytesAtOnce = 1 << 20;

    private readonly SqliteStatement next = database.Prepare(
        "SELECT sequence, state, resolved_at, length(description) FROM incidents WHERE sequence > ?1 ORDER BY sequence LIMIT ?2");

    private readonly SqliteStatement removeTimeline = database.Prepare("DELETE FROM transitions WHERE incident = ?1");
    private readonly SqliteStatement removeChanges = database.Prepare("DELETE FROM changes WHERE incident = ?1");
    private readonly SqliteStatement removeMembers = database.Prepare("DELETE FROM members WHERE incident = ?1");
    private readonly SqliteStatement removeHops = database.Prepare("DELETE FROM forwarded WHERE incident = ?1");
    private readonly SqliteStatement remove = database.Prepare("DELETE FROM incidents WHERE sequence = ?1");
    private readonly long[] expired = new long[LookedAtOnce];

    /// <summary>The last incident that the scan has reached; 0 to start with the oldest one.</summary>
    private long position;

    /// <summary>Removes some of the incidents that were resolved before a time.</summary>
    /// <param name="before">The time, in Unix milliseconds (UTC).</param>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    /// <returns>True if there may be more.</returns>
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
