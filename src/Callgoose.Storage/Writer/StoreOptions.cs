using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Outbox;

namespace Callgoose.Storage.Writer;

/// <summary>The settings of a store.</summary>
public record StoreOptions
{
    /// <summary>A year: long enough to compare with the same season, and 2 GB at a thousand incidents a day of 5 KB.</summary>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(365);

    /// <summary>The maximum number of waiting commands, including those being committed; a further one gets <see cref="CommitStatus.Overloaded"/>.</summary>
    public int QueueBound { get; init; } = 8192;

    /// <summary>The maximum number of commands in one transaction. It limits how long the last one waits for the first.</summary>
    public int MaxBatch { get; init; } = 1024;

    /// <summary>The time in which the same body, or the same resolve, counts as a repeat.</summary>
    public TimeSpan DuplicateWindow { get; init; } = CallRules.DefaultDuplicateWindow;

    /// <summary>How long resolved incidents are kept, counted from their resolve. Active ones are kept without limit.</summary>
    public TimeSpan Retention { get; init; } = DefaultRetention;

    /// <summary>How often the store looks for expired data.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a store that could not commit tries again.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>True to write transitions to the outbox as well, for delivery (<see cref="OutboxEvent"/>).</summary>
    public bool HasOutbox { get; init; }
}
