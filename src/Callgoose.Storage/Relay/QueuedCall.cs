using Callgoose.Incidents;

namespace Callgoose.Storage.Relay;

/// <summary>A call in the relay queue, as it was received.</summary>
public sealed record QueuedCall
{
    /// <summary>The number of the call in the queue.</summary>
    public required long Sequence { get; init; }

    /// <summary>The id that the sender got.</summary>
    public required TimeOrderedId Id { get; init; }

    /// <summary>When it was received, in Unix milliseconds (UTC).</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>How many Callgoose servers the call passed before this one.</summary>
    public required int Hops { get; init; }

    /// <summary>The kind of its token, as a number: which services it reaches.</summary>
    public required byte Reach { get; init; }

    /// <summary>The team or service that its token is bound to; empty for none.</summary>
    public required string BoundTo { get; init; }

    /// <summary>The environment of its token.</summary>
    public required string Environment { get; init; }

    /// <summary>The source that it names; empty for none.</summary>
    public required string Source { get; init; }

    /// <summary>The headers that integrations read: one line each, with name, colon and value.</summary>
    public required string Headers { get; init; }

    /// <summary>True if the body is declared as JSON.</summary>
    public required bool IsJson { get; init; }

    /// <summary>The body, decompressed. Empty where calls are listed.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>When the upstream refused the call for good, in Unix milliseconds (UTC); null if it has not.</summary>
    public long? RefusedAt { get; init; }

    /// <summary>The status of the refusal.</summary>
    public int? Status { get; init; }

    /// <summary>The answer of the upstream.</summary>
    public string? Answer { get; init; }
}
