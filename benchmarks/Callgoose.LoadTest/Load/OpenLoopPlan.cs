namespace Callgoose.LoadTest.Load;

/// <summary>What the generator is to send.</summary>
internal sealed record OpenLoopPlan
{
    /// <summary>Where to.</summary>
    public required Uri Target { get; init; }

    /// <summary>The token of each webhook.</summary>
    public required string Token { get; init; }

    /// <summary>The body of each; a name below <c>payloads</c>.</summary>
    public required string Payload { get; init; }

    /// <summary>The beginning of the ids, eight characters, of this run alone.</summary>
    public required string Run { get; init; }

    /// <summary>The status that each must be answered with.</summary>
    public required int ExpectedStatus { get; init; }

    /// <summary>How many connections there are.</summary>
    public required int Connections { get; init; }

    /// <summary>Webhooks per second, whatever the answers do.</summary>
    public required double Rate { get; init; }

    /// <summary>How long they are sent before it counts.</summary>
    public required double WarmUpSeconds { get; init; }

    /// <summary>How long it counts.</summary>
    public required double Seconds { get; init; }
}
