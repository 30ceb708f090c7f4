using Callgoose.Delivery.Events;
using Callgoose.Delivery.Routes;
using Callgoose.Destinations;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Dispatch;

/// <content>Turns events into waiting deliveries for each destination.</content>
internal sealed partial class Dispatcher
{
    /// <summary>How long events stay in the outbox while no destination can be reached, in milliseconds.</summary>
    private const long HoldTime = 1_000;

    /// <summary>
    /// Whether to take events now. While nothing can be sent to any destination, taking them helps nobody, and the outbox needs a tenth of the bytes per event.
    /// Then at most <see cref="EventsPerTurn"/> are taken per second, so that a dead receiver uses hardly any of the disk that webhooks need.
    /// </summary>
    private bool MayTake()
    {
        long now = Ticks();
        return now >= nextTaking || change is not null || queues.Values.Any(queue => queue.CanSend(now));
    }

    /// <summary>Reads the events to take; null if none were read.</summary>
    private IReadOnlyList<IncidentEvent>? ReadEvents()
    {
        if (!MayTake())
        {
            return null;
        }

        long version = feed.Version();
        if (version == feedVersion && !hasMoreEvents)
        {
            return null;
        }

        IReadOnlyList<IncidentEvent> events = feed.After(taken, EventsPerTurn);
        feedVersion = version;
        hasMoreEvents = events.Count == EventsPerTurn;
        return events;
    }

    private void Take(IReadOnlyList<IncidentEvent>? events)
    {
        foreach (IncidentEvent incident in events ?? [])
        {
            Take(incident);
        }

        if (events is not null && !hasMoreEvents)
        {
            tookAllAt = Now();
        }

        if (events is not { Count: > 0 })
        {
            return;
        }

        nextTaking = Ticks() + HoldTime;
        taken = events[^1].Sequence;
        tables.SetTaken(taken);
    }

    private void Take(IncidentEvent incident)
    {
        IReadOnlyList<string> wanted = routes.ChosenFor(incident);
        bool isKept = false;
        foreach (string name in wanted)
        {
            if (!queues.TryGetValue(name, out DestinationQueue? queue) || incident.Sequence <= since.GetValueOrDefault(name))
            {
                continue;
            }

            DestinationKind kind = queue.Destination.Kind;
            if (HeldBack.ReasonOf(kind, name, incident) is string reason)
            {
                // Only a loop gets an entry, because the sender caused it.
                if (HeldBack.LoopOf(kind, incident) == reason)
                {
                    tables.Insert(NewRow(incident, name, DeliveryState.Skipped, Now()) with { Answer = reason });
                }

                continue;
            }

            if (!isKept)
            {
                Keep(incident);
                isKept = true;
            }

            Add(queue, incident, WaitsSince(incident));
        }

        if (wanted.Count == 0 && incident.IsWorthTelling)
        {
            Volatile.Write(ref unrouted, unrouted + 1);
            tables.Insert(NewRow(incident, string.Empty, DeliveryState.Unrouted, Now()));
        }
    }

    /// <summary>Returns when an event began to wait, in Unix milliseconds (UTC). It may have stayed in the outbox for a while.</summary>
    private long WaitsSince(IncidentEvent incident)
    {
        long now = Now();
        return Math.Clamp(incident.At, Math.Min(tookAllAt, now), now);
    }

    /// <summary>Adds a waiting delivery for a destination.</summary>
    /// <param name="queue">Its queue.</param>
    /// <param name="incident">The event.</param>
    /// <param name="now">When it began to wait, in Unix milliseconds (UTC).</param>
    private void Add(DestinationQueue queue, IncidentEvent incident, long now)
    {
        DeliveryRow row = NewRow(incident, queue.Destination.Name, DeliveryState.Waiting, now);
        long sequence = tables.Insert(row);
        if (queue.HasMore || queue.Count >= DestinationQueue.Window)
        {
            queue.HasMore = true;
            return;
        }

        queue.Add(new WaitingDelivery(row with { Sequence = sequence }, Ticks()));
    }

    private static DeliveryRow NewRow(IncidentEvent incident, string destination, DeliveryState state, long now) => new()
    {
        Sequence = 0,
        Id = destination.Length == 0 ? string.Empty : DeliveryIds.Of(incident.Incident, incident.Number, incident.At, destination),
        Destination = destination,
        EventSequence = incident.Sequence,
        Incident = incident.Incident,
        Number = incident.Number,
        Event = incident.Event,
        IsUrgent = incident.IsUrgent,
        State = state,
        Tries = 0,
        DueAt = now,
        CreatedAt = now,
        TriedAt = null,
        FinishedAt = state == DeliveryState.Waiting ? null : now,
        Status = null,
        Answer = null,
        HasFallenBack = false,
        Environment = incident.Environment,
        Service = incident.Service,
    };

    private void Keep(IncidentEvent incident)
    {
        eventJson.ResetWrittenCount();
        EventJson.Write(incident, eventJson);
        tables.KeepEvent(incident.Sequence, eventJson.WrittenSpan);
    }

    private IncidentEvent? ReadEvent(long sequence) => tables.ReadEvent(sequence) is byte[] json ? EventJson.Read(json) : null;

    private void FillQueues()
    {
        foreach (DestinationQueue queue in queues.Values)
        {
            queue.ClearIfWanted();
            while (!queue.WantsReload && queue.HasMore && queue.Count < DestinationQueue.Window / 2)
            {
                IReadOnlyList<DeliveryRow> rows = tables.Waiting(queue.Destination.Name, queue.LoadedUpTo, RowsPerPage);
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
