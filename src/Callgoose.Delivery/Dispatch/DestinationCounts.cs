namespace Callgoose.Delivery.Dispatch;

/// <summary>What was done for a destination since the start. Written by the dispatcher's thread, read by any.</summary>
internal sealed class DestinationCounts
{
    private long delivered;
    private long dead;
    private long tries;
    private long deliveredAt;
    private volatile string? reason;

    /// <summary>How many were delivered.</summary>
    public long Delivered => Volatile.Read(ref delivered);

    /// <summary>How many were given up.</summary>
    public long Dead => Volatile.Read(ref dead);

    /// <summary>How many tries there were.</summary>
    public long Tries => Volatile.Read(ref tries);

    /// <summary>When something was delivered last, in Unix milliseconds; 0 if nothing was.</summary>
    public long DeliveredAt => Volatile.Read(ref deliveredAt);

    /// <summary>Why the last try failed; null if it did not.</summary>
    public string? Reason => reason;

    /// <summary>Counts a try.</summary>
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

    /// <summary>Counts what was given up.</summary>
    public void AddDead(int count) => Volatile.Write(ref dead, dead + count);
}
