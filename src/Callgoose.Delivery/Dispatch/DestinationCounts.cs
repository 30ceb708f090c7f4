namespace Callgoose.Delivery.Dispatch;

/// <summary>Counts what happened to the deliveries of a destination since the start. The dispatcher's thread writes; any thread reads.</summary>
internal sealed class DestinationCounts
{
    private long delivered;
    private long dead;
    private long tries;
    private long deliveredAt;
    private volatile string? reason;

    /// <summary>The number of delivered messages.</summary>
    public long Delivered => Volatile.Read(ref delivered);

    /// <summary>The number of dead letters.</summary>
    public long Dead => Volatile.Read(ref dead);

    /// <summary>The number of attempts.</summary>
    public long Tries => Volatile.Read(ref tries);

    /// <summary>When the last delivery succeeded, in Unix milliseconds; 0 if none did.</summary>
    public long DeliveredAt => Volatile.Read(ref deliveredAt);

    /// <summary>Why the last attempt failed; null if it succeeded.</summary>
    public string? Reason => reason;

    /// <summary>Counts an attempt.</summary>
    public void AddTry(string? failure)
    {
        Volatile.Write(ref tries, tries + 1);
        reason = failure;
    }

    /// <summary>Counts deliveries.</summary>
    public void AddDelivered(int count, long now)
    {
        Volatile.Write(ref delivered, delivered + count);
        Volatile.Write(ref deliveredAt, now);
    }

    /// <summary>Counts dead letters.</summary>
    public void AddDead(int count) => Volatile.Write(ref dead, dead + count);
}
