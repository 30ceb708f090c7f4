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

    /// <summary>Where the time stands of parts that have none of their own.</summary>
    public required OccurredAtSchema OccurredAt { get; init; }

    /// <summary>Texts that stand for no incident key, besides those that always do (<c>no_key</c>).</summary>
    public required EquatableArray<string> NoKey { get; init; }

    /// <summary>The keys at which text stands that is read as JSON, in the order in which it is (<c>parse</c>).</summary>
    public required EquatableArray<string> Parse { get; init; }

    /// <summary>The API filters, in order.</summary>
    public required EquatableArray<FilterSchema> Filters { get; init; }

    /// <summary>The tool's own body template, or null.</summary>
    public required string? Template { get; init; }

    /// <summary>Example payloads.</summary>
    public required SamplesSchema Samples { get; init; }

    /// <summary>The names of the request headers at which filters look, without what marks them as keys.</summary>
    public EquatableArray<string> Headers => new(SchemaKeys.Of(this, null).Where(HeaderKey.Is).Select(HeaderKey.NameOf));

    /// <summary>Whether a trigger says when what it reports began: then resolves are remembered, so that late triggers can be told.</summary>
    public bool IsTimed => Filters.Any(static filter => filter.Trigger?.OccurredAt is not null);

    /// <summary>The space of a filter's incident keys within the service, or null for that of the integration.</summary>
    /// <remarks>An own space begins with the integration's name, and a character that no name should have, so that it is nobody else's.</remarks>
    public string? KeySpaceOf(FilterSchema filter) => filter.KeySpace switch
    {
        null => null,
        FilterSchema.SharedKeySpace => string.Empty,
        string own => $"{Name}\u001F{own}",
    };
}
