namespace Callgoose.Storage.Relay;

/// <summary>The status of the relay queue of a server.</summary>
/// <param name="Waiting">How many calls wait.</param>
/// <param name="Refused">How many calls the upstream has refused for good; they are kept until a person decides.</param>
/// <param name="Bytes">The total size of both, in bytes.</param>
/// <param name="OldestAt">When the oldest waiting call was received, in Unix milliseconds (UTC); null if none waits.</param>
public sealed record QueueStatus(long Waiting, long Refused, long Bytes, long? OldestAt)
{
    /// <summary>The size of a row without its texts, in bytes.</summary>
    public const int RowBytes = 100;

    /// <summary>The status of an empty queue.</summary>
    public static QueueStatus Empty { get; } = new(0, 0, 0, null);
}
