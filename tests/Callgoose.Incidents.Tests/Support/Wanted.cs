namespace Callgoose.Incidents.Tests;

/// <summary>What the filters of one service want done. A key that is null stands for a filter that did not pass.</summary>
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

    /// <summary>The space of all keys.</summary>
    public string KeySpace { get; init; } = "Tool";

    /// <summary>When the acknowledgement was given, in Unix milliseconds.</summary>
    public long? Given { get; init; }

    /// <summary>Why the resolve is no recovery.</summary>
    public string? Withheld { get; init; }

    /// <summary>Until when the maintenance of the service lasts, in Unix milliseconds; 0 if there is none.</summary>
    public long SuppressedUntil { get; init; }

    /// <summary>How long after its newest report the incident ends by itself, in milliseconds.</summary>
    public long ResolveAfter { get; init; }

    /// <summary>When the incident ends by itself, in Unix milliseconds.</summary>
    public long? EndsAt { get; init; }

    /// <summary>The members of the group.</summary>
    public string[] Members { get; init; } = [];

    /// <summary>All elements of the list in which the members stand; empty if all of them are members.</summary>
    public string[] Listed { get; init; } = [];

    /// <summary>Those of them that are gone without a recovery.</summary>
    public string[] Vanished { get; init; } = [];

    /// <summary>The members that the resolve names.</summary>
    public string[] EndedMembers { get; init; } = [];

    /// <summary>Whether the schema file names <c>occurred_at.trigger</c>.</summary>
    public bool IsTimed { get; init; }

    /// <summary>When what the trigger reports began, in Unix milliseconds.</summary>
    public long? Began { get; init; }

    /// <summary>When what the resolve reports ended, in Unix milliseconds.</summary>
    public long? Ended { get; init; }

    public Urgency Urgency { get; init; } = Urgency.High;

    public string Title { get; init; } = "Server Down";

    public string Description { get; init; } = "Status code 500.";

    public static Wanted Trigger(string key) => new() { TriggerKey = key };

    public static Wanted Resolve(string key) => new() { ResolveKey = key };

    public static Wanted Acknowledge(string key) => new() { AcknowledgeKey = key };

    public static Wanted Both(string triggerKey, string resolveKey) => new() { TriggerKey = triggerKey, ResolveKey = resolveKey };
}
