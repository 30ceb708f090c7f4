using Callgoose.Delivery.Events;
using Callgoose.Delivery.Routes;
using Callgoose.Delivery.Sending;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Dispatch;

/// <content>Periodic work: fallbacks, changes in the file, and old entries; also the status.</content>
internal sealed partial class Dispatcher
{
    /// <summary>Runs once a second: fallbacks, changes by another process, old entries, and secrets that have become available.</summary>
    private void Upkeep()
    {
        long now = Ticks();
        if (now < nextUpkeep)
        {
            return;
        }

        nextUpkeep = now + 1000;
        long version = tables.Version();
        if (version != tablesVersion)
        {
            tablesVersion = version;
            Reload();
            removed = tables.Removed();
        }

        foreach (DestinationQueue queue in queues.Values.ToArray())
        {
            FallBack(queue);
            if (queue.Destination.Fault is not null && now / 1000 % 10 == 0)
            {
                queue.Use(new Destination(queue.Destination.Settings), Now());
            }
        }

        if (now / 1000 % 60 == 0)
        {
            tables.RemoveOld(Now() - (long)KeptFor.TotalMilliseconds);
            LookForRemoved();
        }

        if (removed.Count > 0)
        {
            GiveUpRemoved();
        }

        if (hasUntold)
        {
            TellFailures();
        }
    }

    /// <summary>
    /// Lets the store remove the events that were taken, at most once a second. Commits of <c>delivery.db</c> are not synced, so it is synced first: after a power
    /// cut every event must still be in one of the two files.
    /// </summary>
    private void ForgetTaken()
    {
        if (tables.TrySync())
        {
            feed.Forget(taken);
        }

        nextForgetting = Ticks() + 1000;
    }

    private bool HasToForget => taken > feed.Forgotten && Ticks() >= nextForgetting;

    /// <summary>Records given-up deliveries on the timelines. What cannot be recorded now, or before a crash, is recorded later.</summary>
    private void TellFailures()
    {
        IReadOnlyList<DeliveryRow> untold = tables.Untold(FailuresAtOnce);
        hasUntold = untold.Count > 0;
        foreach (DeliveryRow delivery in untold)
        {
            if (telling.Add(delivery.Sequence))
            {
                _ = TellAsync(delivery);
            }
        }
    }

    private async Task TellAsync(DeliveryRow delivery)
    {
        bool isNoted = false;
        try
        {
            isNoted = await feed.NoteFailureAsync(delivery);
        }
        catch (Exception e) when (e is StoreException or InvalidOperationException)
        {
            notify(new DeliveryNotice(DeliveryNoticeKind.Fault, delivery.Destination, e.Message));
        }

        inbox.Enqueue(() =>
        {
            telling.Remove(delivery.Sequence);
            if (isNoted)
            {
                tables.SetTold(delivery.Sequence);
            }
        });
        signal.Set();
    }

    /// <summary>Returns the fallback for a destination's urgent events; null if none is configured.</summary>
    private DestinationQueue? FallbackOf(DestinationQueue queue) =>
        queue.Destination.Settings.Fallback is string name ? queues.GetValueOrDefault(name) : null;

    private void FallBack(DestinationQueue queue)
    {
        if (FallbackOf(queue) is not DestinationQueue fallback || (queue.Failures == 0 && queue.Destination.Fault is null))
        {
            return;
        }

        long before = Now() - (long)LongWait.TotalMilliseconds;
        foreach (WaitingDelivery late in queue.Lanes
            .SelectMany(static lane => lane.Deliveries)
            .Where(delivery => delivery.Row.IsUrgent && !delivery.HasFallenBack && delivery.Row.CreatedAt < before)
            .OrderBy(static delivery => delivery.Sequence)
            .ToArray())
        {
            FallBack(late, fallback);
        }
    }

    /// <summary>Adds an event to a fallback, unless it already has it. Its waiting time counts from the first destination.</summary>
    private void FallBack(WaitingDelivery late, DestinationQueue fallback)
    {
        late.HasFallenBack = true;
        tables.FellBack(late.Sequence);
        if (ReadEvent(late.Row.EventSequence) is IncidentEvent incident
            && HeldBack.ReasonOf(fallback.Destination.Kind, fallback.Destination.Name, incident) is null
            && !tables.WasAdded(incident.Incident, incident.Number, fallback.Destination.Name))
        {
            Add(fallback, incident, late.Row.CreatedAt);
        }
    }

    private DestinationStatus StatusOf(DestinationQueue queue)
    {
        DestinationCounts count = counts.GetOrAdd(queue.Destination.Name, static _ => new DestinationCounts());
        string state = queue.Destination.Fault is not null ? "broken" : queue.IsPaused ? "paused" : queue.Failures > 0 || queue.IsRefusing ? "failing" : "ok";
        long? oldest = null;
        foreach (IncidentLane lane in queue.Lanes)
        {
            oldest = Math.Min(oldest ?? long.MaxValue, lane.Head.Row.CreatedAt);
        }

        return new DestinationStatus
        {
            Name = queue.Destination.Name,
            Kind = queue.Destination.Kind.Name,
            State = state,
            Reason = queue.Destination.Fault ?? (state == "ok" ? null : count.Reason),
            Waiting = queue.Count,
            OldestAt = oldest,
            DeliveredAt = count.DeliveredAt == 0 ? null : count.DeliveredAt,
            Delivered = count.Delivered,
            Dead = count.Dead,
            Tries = count.Tries,
        };
    }
}
