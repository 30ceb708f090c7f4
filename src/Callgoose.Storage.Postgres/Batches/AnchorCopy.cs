namespace Callgoose.Storage.Postgres.Batches;

/// <summary>A copy of an anchor, which the transaction has locked; or one that is not there yet, and is inserted with what the batch writes.</summary>
internal sealed class AnchorCopy(Guid anchor)
{
    /// <summary>What stands for no resolve.</summary>
    public const long Never = long.MinValue;

    public Guid Anchor => anchor;

    /// <summary>The newest incident; 0 for none.</summary>
    public long Newest { get; set; }

    /// <summary>When the newest resolve happened.</summary>
    public long ResolvedAt { get; set; } = Never;

    /// <summary>When that was received.</summary>
    public long ResolveReceivedAt { get; set; }

    /// <summary>Whether it is in the database.</summary>
    public bool IsThere { get; init; }

    /// <summary>Whether the batch has changed it.</summary>
    public bool IsChanged { get; set; }
}
