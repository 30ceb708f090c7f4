using Callgoose.Incidents;

namespace Callgoose.Storage.Tests;

/// <summary>The actions that the filters of one service ask for. An empty trigger key opens an incident without a key.</summary>
internal sealed record Wanted(string? TriggerKey = null, string? ResolveKey = null)
{
    public string Service { get; init; } = "web";

    public string Environment { get; init; } = string.Empty;

    public bool IsTimed { get; init; }

    public long? Began { get; init; }

    /// <summary>Empty for an acknowledgement without a key.</summary>
    public string? AcknowledgeKey { get; init; }

    /// <summary>When the tool acknowledged, in Unix milliseconds.</summary>
    public long? Given { get; init; }

    public string KeySpace { get; init; } = string.Empty;

    /// <summary>Why the resolve is not a recovery.</summary>
    public string? Withheld { get; init; }

    /// <summary>When the maintenance of the service ends, in Unix milliseconds; 0 if there is none.</summary>
    public long SuppressedUntil { get; init; }

    /// <summary>When the incident ends automatically, in Unix milliseconds.</summary>
    public long? EndsAt { get; init; }

    /// <summary>The members of the group.</summary>
    public string[] Members { get; init; } = [];

    public long? Ended { get; init; }

    public Urgency Urgency { get; init; } = Urgency.High;

    public string Title { get; init; } = "Server Down";

    /// <summary>Empty to use the received body.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Empty for none.</summary>
    public string Link { get; init; } = string.Empty;

    public static Wanted Trigger(string key) => new(TriggerKey: key);

    public static Wanted Resolve(string key) => new(ResolveKey: key);
}
