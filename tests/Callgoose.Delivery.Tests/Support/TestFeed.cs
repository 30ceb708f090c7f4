using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Events;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Tests.Support;

/// <summary>A feed of events that a test makes.</summary>
internal sealed class TestFeed : IEventFeed
{
    private readonly Lock gate = new();
    private readonly List<IncidentEvent> events = [];
    private readonly List<DeliveryRow> failures = [];
    private long forgotten;

    /// <summary>The deliveries that were reported as given up.</summary>
    public DeliveryRow[] Failures => Read(() => failures.ToArray());

    /// <summary>Whether failures are recorded.</summary>
    public bool NotesFailures { get; set; } = true;

    public long Forgotten => Read(() => forgotten);

    public void Add(IncidentEvent one)
    {
        lock (gate)
        {
            events.Add(one);
        }
    }

    public void RemoveAfter(long sequence)
    {
        lock (gate)
        {
            events.RemoveAll(one => one.Sequence > sequence);
        }
    }

    public long Version() => Read(() => events.Count);

    public long Newest() => Read(() => events.Count == 0 ? 0 : events[^1].Sequence);

    public IReadOnlyList<IncidentEvent> After(long sequence, int limit) => Read(() => events.Where(one => one.Sequence > sequence).Take(limit).ToArray());

    public void Forget(long upTo)
    {
        lock (gate)
        {
            forgotten = upTo;
        }
    }

    public Task<bool> NoteFailureAsync(DeliveryRow delivery)
    {
        lock (gate)
        {
            if (NotesFailures)
            {
                failures.Add(delivery);
            }

            return Task.FromResult(NotesFailures);
        }
    }

    public void Dispose()
    {
    }

    private T Read<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }
}
