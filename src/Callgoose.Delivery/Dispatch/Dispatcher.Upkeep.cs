namespace Callgoose.Delivery;

/// <content>What time brings: fallbacks, changes in the file, what is too old; and how it stands.</content>
internal sealed partial class Dispatcher
{
    /// <summary>Once a second: fallbacks, changes that another process made, what is too old, and secrets that are there by now.</summary>
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
        }

        foreach (DestinationQueue queue in queues.Values.ToArray())
        {
            FallBack(queue);
            if (queue.Destination.Fault is not null && now / 1000 % 10 == 0)
            {
                queue.Destination = new Destination(queue.Destination.Settings);
            }
        }

        if (now / 1000 % 60 == 0)
        {
            tables.RemoveOld(Now() - (long)KeptFor.TotalMilliseconds);
            feed.Forget(taken);
        }
    }

    private void FallBack(DestinationQueue queue)
    {
        if (queue.Destination.Settings.Fallback is not string name
            || !queues.TryGetValue(name, out DestinationQueue? fallback)
            || (queue.Failures == 0 && queue.Destination.Fault is null))
        {
            return;
        }

        long before = Now() - (long)FallbackAfter.TotalMilliseconds;
        foreach (WaitingDelivery late in queue.Lanes
            .SelectMany(static lane => lane.Deliveries)
            .Where(delivery => delivery.Row.IsUrgent && !delivery.HasFallenBack && delivery.Row.CreatedAt < before)
            .OrderBy(static delivery => delivery.Sequence)
            .ToArray())
        {
            late.HasFallenBack = true;
            tables.FellBack(late.Sequence);
            if (tables.ReadEvent(late.Row.EventSequence) is IncidentEvent incident && fallback.Destination.Kind.Takes(incident.Event))
            {
                Add(fallback, incident);
            }
        }
    }

    private DestinationStatus StatusOf(DestinationQueue queue)
    {
        DestinationCounts count = counts.GetOrAdd(queue.Destination.Name, static _ => new DestinationCounts());
        string state = queue.Destination.Fault is not null ? "broken" : queue.IsPaused ? "paused" : queue.Failures > 0 ? "failing" : "ok";
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
            Reason = queue.Destination.Fault ?? (queue.Failures > 0 ? count.Reason : null),
            Waiting = queue.Count,
            OldestAt = oldest,
            DeliveredAt = count.DeliveredAt == 0 ? null : count.DeliveredAt,
            Delivered = count.Delivered,
            Dead = count.Dead,
            Tries = count.Tries,
        };
    }
}
