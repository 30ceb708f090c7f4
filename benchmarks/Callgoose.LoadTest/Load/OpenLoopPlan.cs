namespace Callgoose.LoadTest.Load;

/// <summary>The generator's plan.</summary>
internal sealed record OpenLoopPlan
{
    /// <summary>The address.</summary>
    public required Uri Target { get; init; }

    /// <summary>The token of each webhook.</summary>
    public required string Token { get; init; }

    /// <summary>The body of each; a name below <c>payloads</c>.</summary>
    public required string Payload { get; init; }

    /// <summary>The first eight characters of the ids, unique to this run.</summary>
    public required string Run { get; init; }

    /// <summary>The status that each must get.</summary>
    public required int ExpectedStatus { get; init; }

    /// <summary>How many connections there are.</summary>
    public required int Connections { get; init; }

    /// <summary>Webhooks per second, regardless of the answers.</summary>
    public required double Rate { get; init; }

    /// <summary>How long it sends before the measurement.</summary>
    public required double WarmUpSeconds { get; init; }

    /// <summary>How long the measurement lasts.</summary>
    public required double Seconds { get; init; }
}
