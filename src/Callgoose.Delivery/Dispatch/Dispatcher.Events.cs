using System.Security.Cryptography;
using System.Text;

namespace Callgoose.Delivery;

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

            // What came from a tool goes back to none of its name: two servers that tell each other would never end.
            // A signed webhook is no tool, whatever a sender calls itself.
            if (!queue.Destination.Kind.Schema.IsSigned && string.Equals(queue.Destination.Kind.Name, incident.Source, StringComparison.OrdinalIgnoreCase))
            {
                tables.Insert(incident, name, DeliveryId(incident, name), DeliveryState.Skipped, Now());
                continue;
            }

            if (!isKept)
            {
                tables.KeepEvent(incident);
                isKept = true;
            }

            Add(queue, incident);
        }

        if (wanted.Count == 0 && incident.IsWorthTelling)
        {
            Volatile.Write(ref unrouted, unrouted + 1);
            tables.Insert(incident, string.Empty, string.Empty, DeliveryState.Unrouted, Now());
        }
    }

    private void Add(DestinationQueue queue, IncidentEvent incident)
    {
        long now = Now();
        string id = DeliveryId(incident, queue.Destination.Name);
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

    /// <summary>The same for the same event and destination, whatever happens in between: a receiver knows what it has had.</summary>
    private static string DeliveryId(IncidentEvent incident, string destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(destination), hash);
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"msg_{incident.Incident.ToString().Replace("-", string.Empty, StringComparison.Ordinal)}_{incident.Number}_{Convert.ToHexStringLower(hash[..4])}");
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
