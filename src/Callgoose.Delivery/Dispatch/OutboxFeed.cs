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

/// <summary>The events as the outbox of a store has them: written in the commits of their transitions, removed when they are kept for their destinations.</summary>
/// <param name="outbox">Reads them; closed with this.</param>
/// <param name="store">The store, which removes them.</param>
internal sealed class OutboxFeed(IOutboxReader outbox, IncidentStore store) : IEventFeed
{
    /// <summary>More of an answer than this is in the list of deliveries only.</summary>
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

    /// <summary>Makes an event of a row of an outbox.</summary>
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

    /// <summary>Removes what is there up to an event.</summary>
    internal async Task ForgetAsync(long upTo)
    {
        // On the pool: the writer must not be waited for by the dispatcher's thread.
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
            // The store says so itself; it is tried again.
        }
    }
}
