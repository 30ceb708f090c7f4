namespace Callgoose.Storage.Reading;

/// <summary>Which change events to list, newest first.</summary>
public sealed record ChangeQuery
{
    /// <summary>Only those of this environment; null for all.</summary>
    public string? Environment { get; init; }

    /// <summary>Only those of one of these services; null for all.</summary>
    public IReadOnlyCollection<string>? Services { get; init; }

    /// <summary>Only those that were received from then on, in Unix milliseconds (UTC).</summary>
    public long Since { get; init; }

    /// <summary>Only those that were received up to then, in Unix milliseconds (UTC).</summary>
    public long Until { get; init; } = long.MaxValue;

    /// <summary>How many at most.</summary>
    public required int Limit { get; init; }
}
