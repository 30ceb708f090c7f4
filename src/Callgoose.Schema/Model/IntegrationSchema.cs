namespace Callgoose.Schema;

/// <summary>The content of a schema file without problems. Two files with the same content are equal, whatever their layout.</summary>
public sealed record IntegrationSchema
{
    /// <summary>The name with which <c>from</c> selects the integration.</summary>
    public required string Name { get; init; }

    /// <summary>Further names.</summary>
    public required EquatableArray<string> Aliases { get; init; }

    /// <summary>A description of the integration, for people.</summary>
    public required string Description { get; init; }

    /// <summary>The keys of the payload, or null if the file does not describe it.</summary>
    public required PayloadFields? Payload { get; init; }

    /// <summary>The times for parts without their own time.</summary>
    public required OccurredAtSchema OccurredAt { get; init; }

    /// <summary>Texts that mean "no incident key", in addition to those that always do (<c>no_key</c>).</summary>
    public required EquatableArray<string> NoKey { get; init; }

    /// <summary>The keys whose text is read as JSON, in this order (<c>parse</c>).</summary>
    public required EquatableArray<string> Parse { get; init; }

    /// <summary>The API filters, in order.</summary>
    public required EquatableArray<FilterSchema> Filters { get; init; }

    /// <summary>The tool's own body template, or null.</summary>
    public required string? Template { get; init; }

    /// <summary>Example payloads.</summary>
    public required SamplesSchema Samples { get; init; }

    /// <summary>The names of the request headers that filters read, without the mark of such keys.</summary>
    public EquatableArray<string> Headers => new(SchemaKeys.Of(this, null).Where(HeaderKey.Is).Select(HeaderKey.NameOf));

    /// <summary>True if a trigger has the time when its problem began: then resolves are remembered, so that late triggers can be detected.</summary>
    public bool IsTimed => Filters.Any(static filter => filter.Trigger?.OccurredAt is not null);

    /// <summary>The space of a filter's incident keys within the service, or null for that of the integration.</summary>
    /// <remarks>An own space begins with the integration's name and a character that no name should contain, so that no other integration has it.</remarks>
    public string? KeySpaceOf(FilterSchema filter) => filter.KeySpace switch
    {
        null => null,
        FilterSchema.SharedKeySpace => string.Empty,
        string own => $"{Name}\u001F{own}",
    };
}
