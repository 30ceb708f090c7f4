namespace Callgoose.Storage.Relay;

/// <summary>How it stands with the line of calls that are relayed from a server.</summary>
/// <param name="Waiting">How many wait.</param>
/// <param name="Refused">How many the upstream has refused for good; they are kept until somebody decides.</param>
/// <param name="Bytes">How many bytes of both there are.</param>
/// <param name="OldestAt">When the oldest that waits was received, in Unix milliseconds (UTC); null if none does.</param>
public sealed record QueueStatus(long Waiting, long Refused, long Bytes, long? OldestAt)
{
    /// <summary>What a row takes beside its texts.</summary>
    public const int RowBytes = 100;

    /// <summary>Nothing is there.</summary>
    public static QueueStatus Empty { get; } = new(0, 0, 0, null);
}
