namespace Callgoose.Incidents.Tests;

/// <summary>The actions that the filters of one service ask for. A null key means that the filter did not pass.</summary>
internal sealed record Wanted
{
    public string Environment { get; init; } = "";

    public string Service { get; init; } = "web";

    /// <summary>Empty for a trigger without a key.</summary>
    public string? TriggerKey { get; init; }

    /// <summary>Empty for a resolve without a key.</summary>
    public string? ResolveKey { get; init; }

    /// <summary>Empty for an acknowledgement without a key.</summary>
    public string? AcknowledgeKey { get; init; }

    /// <summary>The key space of all keys.</summary>
    public string KeySpace { get; init; } = "Tool";

    /// <summary>When the tool acknowledged, in Unix milliseconds.</summary>
    public long? Given { get; init; }

    /// <summary>Why the resolve is not a recovery.</summary>
    public string? Withheld { get; init; }

    /// <summary>When the maintenance of the service ends, in Unix milliseconds; 0 if there is none.</summary>
    public long SuppressedUntil { get; init; }

    /// <summary>How long after its newest report the incident ends automatically, in milliseconds.</summary>
    public long ResolveAfter { get; init; }

    /// <summary>When the incident ends automatically, in Unix milliseconds.</summary>
    public long? EndsAt { get; init; }

    /// <summary>The members of the group.</summary>
    public string[] Members { get; init; } = [];

    /// <summary>All elements of the list that has the members; empty if all of them are members.</summary>
    public string[] Listed { get; init; } = [];

    /// <summary>The members that are gone without a recovery.</summary>
    public string[] Vanished { get; init; } = [];

    /// <summary>The members that the resolve names.</summary>
    public string[] EndedMembers { get; init; } = [];

    /// <summary>Whether the schema file names <c>occurred_at.trigger</c>.</summary>
    public bool IsTimed { get; init; }

    /// <summary>When the problem that the trigger reports began, in Unix milliseconds.</summary>
    public long? Began { get; init; }

    /// <summary>When the problem that the resolve reports ended, in Unix milliseconds.</summary>
    public long? Ended { get; init; }

    public Urgency Urgency { get; init; } = Urgency.High;

    public string Title { get; init; } = "Server Down";

    public string Description { get; init; } = "Status code 500.";

    public static Wanted Trigger(string key) => new() { TriggerKey = key };

    public static Wanted Resolve(string key) => new() { ResolveKey = key };

    public static Wanted Acknowledge(string key) => new() { AcknowledgeKey = key };

    public static Wanted Both(string triggerKey, string resolveKey) => new() { TriggerKey = triggerKey, ResolveKey = resolveKey };
}
