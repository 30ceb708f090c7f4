namespace Callgoose.Schema;

/// <summary>What a schema file says, once nothing is wrong with it. Equal to another that says the same, wherever it stands.</summary>
public sealed record IntegrationSchema
{
    /// <summary>The name by which <c>from</c> chooses the integration.</summary>
    public required string Name { get; init; }

    /// <summary>Further names.</summary>
    public required EquatableArray<string> Aliases { get; init; }

    /// <summary>What the integration is, for people.</summary>
    public required string Description { get; init; }

    /// <summary>The keys of the payload, or null if the file does not describe it.</summary>
    public required PayloadFields? Payload { get; init; }

    /// <summary>The keys that tell when something happened.</summary>
    public required OccurredAtSchema OccurredAt { get; init; }

    /// <summary>The API filters, in order.</summary>
    public required EquatableArray<FilterSchema> Filters { get; init; }

    /// <summary>The tool's own body template, or null.</summary>
    public required string? Template { get; init; }

    /// <summary>Example payloads.</summary>
    public required SamplesSchema Samples { get; init; }
}
