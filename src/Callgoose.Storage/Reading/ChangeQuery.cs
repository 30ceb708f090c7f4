namespace Callgoose.Storage.Reading;

/// <summary>Selects change events, newest first.</summary>
public sealed record ChangeQuery
{
    /// <summary>Only those of this environment; null for all.</summary>
    public string? Environment { get; init; }

    /// <summary>Only those of one of these services; null for all.</summary>
    public IReadOnlyCollection<string>? Services { get; init; }

    /// <summary>Only those received at or after this time, in Unix milliseconds (UTC).</summary>
    public long Since { get; init; }

    /// <summary>Only those received up to this time, in Unix milliseconds (UTC).</summary>
    public long Until { get; init; } = long.MaxValue;

    /// <summary>The maximum number of change events.</summary>
    public required int Limit { get; init; }
}
