using Callgoose.Incidents;

namespace Callgoose.Storage.Relay;

/// <summary>A call that is relayed, as it came.</summary>
public sealed record QueuedCall
{
    /// <summary>Its number in the line.</summary>
    public required long Sequence { get; init; }

    /// <summary>The id that its sender was told.</summary>
    public required TimeOrderedId Id { get; init; }

    /// <summary>When it was received, in Unix milliseconds (UTC).</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>Through how many Callgoose servers it came before.</summary>
    public required int Hops { get; init; }

    /// <summary>Which services its token reaches: the number of the kind.</summary>
    public required byte Reach { get; init; }

    /// <summary>The team or service that its token is bound to; empty for none.</summary>
    public required string BoundTo { get; init; }

    /// <summary>The environment of its token.</summary>
    public required string Environment { get; init; }

    /// <summary>The source that it names; empty for none.</summary>
    public required string Source { get; init; }

    /// <summary>The headers that integrations read: a line for each, name, colon, value.</summary>
    public required string Headers { get; init; }

    /// <summary>Whether its body is declared as JSON.</summary>
    public required bool IsJson { get; init; }

    /// <summary>Its body, decompressed. Not read where calls are listed.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>When the upstream refused it for good, in Unix milliseconds (UTC); null if it has not.</summary>
    public long? RefusedAt { get; init; }

    /// <summary>The status of the refusal.</summary>
    public int? Status { get; init; }

    /// <summary>What the upstream said.</summary>
    public string? Answer { get; init; }
}
