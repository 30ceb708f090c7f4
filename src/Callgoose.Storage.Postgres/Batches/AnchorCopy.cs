namespace Callgoose.Storage.Postgres.Batches;

/// <summary>A copy of an anchor that the transaction has locked, or an anchor that does not exist yet and is inserted with the batch.</summary>
internal sealed class AnchorCopy(Guid anchor)
{
    /// <summary>Means that there was no resolve.</summary>
    public const long Never = long.MinValue;

    public Guid Anchor => anchor;

    /// <summary>The newest incident; 0 for none.</summary>
    public long Newest { get; set; }

    /// <summary>When the newest resolve happened.</summary>
    public long ResolvedAt { get; set; } = Never;

    /// <summary>When the newest resolve was received.</summary>
    public long ResolveReceivedAt { get; set; }

    /// <summary>Whether it exists in the database.</summary>
    public bool IsThere { get; init; }

    /// <summary>Whether the batch has changed it.</summary>
    public bool IsChanged { get; set; }
}
