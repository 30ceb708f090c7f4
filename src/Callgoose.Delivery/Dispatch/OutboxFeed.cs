using System.Globalization;
using Callgoose.Delivery.Events;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Outbox;
using Callgoose.Storage.Reading;

namespace Callgoose.Delivery.Dispatch;

/// <summary>
/// Reads the events from a store's outbox. The store writes them in the commits of their transitions, and removes them when delivery has stored them for their
/// destinations.
/// </summary>
/// <param name="outbox">The reader of the outbox; disposed with this.</param>
/// <param name="store">The store, which removes events.</param>
internal sealed class OutboxFeed(IOutboxReader outbox, IncidentStore store) : IEventFeed
{
    /// <summary>The maximum length of an answer on the timeline. The list of deliveries has the rest.</summary>
    private const int MaxReason = 300;

    private long forgotten;
    private Task removing = Task.CompletedTask;

    /// <inheritdoc/>
    public long Forgotten => Volatile.Read(ref forgotten);

    /// <inheritdoc/>
    public long Version() => outbox.Version();

    /// <inheritdoc/>
    public long Newest() => outbox.Newest();

    /// <inheritdoc/>
    public IReadOnlyList<IncidentEvent> After(long sequence, int limit) => [.. outbox.ReadAfter(sequence, limit).Select(EventOf)];

    /// <inheritdoc/>
    public void Forget(long upTo)
    {
        if (removing.IsCompleted)
        {
            removing = ForgetAsync(upTo);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> NoteFailureAsync(DeliveryRow delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        string status = delivery.Status is int number ? string.Create(CultureInfo.InvariantCulture, $"HTTP {number}: ") : string.Empty;
        string answer = delivery.Answer is { Length: > MaxReason } longer ? longer[..MaxReason] + "…" : delivery.Answer ?? string.Empty;
        string reason = string.Create(
            CultureInfo.InvariantCulture, $"\"{delivery.Event}\" was given up after {delivery.Tries} {(delivery.Tries == 1 ? "try" : "tries")}: {status}{answer}");
        var command = new DeliveryFailedCommand(delivery.Incident, delivery.Environment, delivery.Destination, reason, delivery.FinishedAt ?? delivery.CreatedAt);
        return await store.CommitAsync(command) == CommitStatus.Committed;
    }

    /// <inheritdoc/>
    public void Dispose() => outbox.Dispose();

    /// <summary>Converts a row of the outbox into an event.</summary>
    internal static IncidentEvent EventOf(OutboxEvent told)
    {
        IncidentSummary incident = told.Incident;
        return new IncidentEvent
        {
            Sequence = told.Sequence,
            Number = told.Number,
            Event = told.Kind.ToText(),
            At = told.At,
            Cause = told.Cause,
            Comment = told.Comment ?? string.Empty,
            Incident = told.IncidentId,
            State = incident.State.ToText(),
            Urgency = incident.Urgency.ToText(),
            Service = incident.Service,
            Environment = incident.Environment,
            Source = incident.Source ?? string.Empty,
            Key = incident.IncidentKey ?? string.Empty,
            Title = incident.Title,
            Description = told.Description,
            Occurrences = incident.Occurrences,
            TriggeredAt = incident.TriggeredAt,
            ResolvedAt = incident.ResolvedAt,
            Hops = told.Hops,
            HasGrown = told.HasGrown,
        };
    }

    /// <summary>Removes all events up to a number.</summary>
    internal async Task ForgetAsync(long upTo)
    {
        // On the pool: the dispatcher's thread must not wait for the writer.
        await Task.Yield();
        try
        {
            for (long removed = 0; outbox.ReadAfter(0, 1) is [OutboxEvent oldest] && oldest.Sequence <= upTo && oldest.Sequence > removed; removed = oldest.Sequence)
            {
                if (await store.RemoveOutboxAsync(upTo) != CommitStatus.Committed)
                {
                    return;
                }
            }

            Volatile.Write(ref forgotten, upTo);
        }
        catch (StoreException)
        {
            // The store reports its own errors; this is tried again.
        }
    }
}
