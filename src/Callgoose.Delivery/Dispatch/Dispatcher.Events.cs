using Callgoose.Delivery.Events;
using Callgoose.Delivery.Tables;
using Callgoose.Destinations;

namespace Callgoose.Delivery.Dispatch;

/// <content>From events to what waits for each destination.</content>
internal sealed partial class Dispatcher
{
    private void TakeEvents()
    {
        long version = feed.Version();
        if (version == feedVersion && !hasMoreEvents)
        {
            return;
        }

        IReadOnlyList<IncidentEvent> events = feed.After(taken, EventsPerTurn);
        feedVersion = version;
        hasMoreEvents = events.Count == EventsPerTurn;
        if (events.Count == 0)
        {
            return;
        }

        foreach (IncidentEvent incident in events)
        {
            Take(incident);
        }

        taken = events[^1].Sequence;
        tables.SetTaken(taken);
    }

    private void Take(IncidentEvent incident)
    {
        IReadOnlyList<string> wanted = routes.DestinationsOf(incident);
        bool isKept = false;
        foreach (string name in wanted)
        {
            // A failure is never told to the destination that failed.
            if (!queues.TryGetValue(name, out DestinationQueue? queue)
                || incident.Sequence <= since.GetValueOrDefault(name)
                || !queue.Destination.Kind.Takes(incident.Event)
                || (incident.Event == IncidentEvent.DeliveryFailed && incident.Cause == name))
            {
                continue;
            }

            if (LoopOf(queue.Destination.Kind, incident) is string loop)
            {
                tables.Insert(incident, name, DeliveryIds.Of(incident, name), DeliveryState.Skipped, Now(), loop);
                continue;
            }

            if (!isKept)
            {
                tables.KeepEvent(incident);
                isKept = true;
            }

            Add(queue, incident, Now());
        }

        if (wanted.Count == 0 && incident.IsWorthTelling)
        {
            Volatile.Write(ref unrouted, unrouted + 1);
            tables.Insert(incident, string.Empty, string.Empty, DeliveryState.Unrouted, Now());
        }
    }

    /// <summary>
    /// Why an event may not go to a destination, for it would never end; null if it may. A kind that counts the servers on the way ends by its
    /// count; any other gets nothing that came from a tool of its name. A signed webhook is no tool, whatever a sender calls itself.
    /// </summary>
    private static string? LoopOf(DestinationKind kind, IncidentEvent incident) =>
        kind.CountsHops ? incident.Hops < IncidentEvent.MostHops ? null : $"it came through {IncidentEvent.MostHops} Callgoose servers already"
        : !kind.Schema.IsSigned && string.Equals(kind.Name, incident.Source, StringComparison.OrdinalIgnoreCase) ? $"it came from {kind.Name}, and does not go back there"
        : null;

    /// <summary>Adds what waits for a destination.</summary>
    /// <param name="queue">Its queue.</param>
    /// <param name="incident">The event.</param>
    /// <param name="now">When it began to wait, in Unix milliseconds (UTC).</param>
    private void Add(DestinationQueue queue, IncidentEvent incident, long now)
    {
        string id = DeliveryIds.Of(incident, queue.Destination.Name);
        long sequence = tables.Insert(incident, queue.Destination.Name, id, DeliveryState.Waiting, now);
        if (queue.HasMore || queue.Count >= DestinationQueue.Window)
        {
            queue.HasMore = true;
            return;
        }

        queue.Add(new WaitingDelivery(
            new DeliveryRow
            {
                Sequence = sequence,
                Id = id,
                Destination = queue.Destination.Name,
                EventSequence = incident.Sequence,
                Incident = incident.Incident,
                Number = incident.Number,
                Event = incident.Event,
                IsUrgent = incident.IsUrgent,
                State = DeliveryState.Waiting,
                Tries = 0,
                DueAt = now,
                CreatedAt = now,
                TriedAt = null,
                FinishedAt = null,
                Status = null,
                Answer = null,
                HasFallenBack = false,
                Environment = incident.Environment,
                Service = incident.Service,
            },
            Ticks()));
    }

    private void FillQueues()
    {
        foreach (DestinationQueue queue in queues.Values)
        {
            queue.ClearIfWanted();
            while (!queue.WantsReload && queue.HasMore && queue.Count < DestinationQueue.Window / 2)
            {
                List<DeliveryRow> rows = tables.Waiting(queue.Destination.Name, queue.LoadedUpTo, RowsPerPage);
                foreach (DeliveryRow row in rows)
                {
                    long wait = Math.Clamp(row.DueAt - Now(), 0, (long)RetrySchedule.Most(row.Tries).TotalMilliseconds);
                    queue.Add(new WaitingDelivery(row, Ticks() + wait));
                }

                queue.HasMore = rows.Count == RowsPerPage;
            }
        }
    }
}
