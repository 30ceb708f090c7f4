namespace Callgoose.LoadTest;

/// <summary>The options of a run.</summary>
internal sealed record LoadTestOptions
{
    /// <summary>What is measured.</summary>
    public required IReadOnlySet<Part> Parts { get; init; }

    /// <summary>How often the contenders take turns.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long each is under load in each round.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>How many connections send.</summary>
    public required int Connections { get; init; }

    /// <summary>How many threads of the load generator share them.</summary>
    public required int Threads { get; init; }

    /// <summary>The core that the generator of the open loop is pinned to; null for any.</summary>
    public required int? GeneratorCore { get; init; }

    /// <summary>How many starts of the product are measured.</summary>
    public required int Starts { get; init; }

    /// <summary>How many webhooks are sent before memory is measured.</summary>
    public required int Webhooks { get; init; }

    /// <summary>How many incidents are stored where growth is measured, in ascending order.</summary>
    public required IReadOnlyList<int> Stored { get; init; }

    /// <summary>The names of the rivals and controls.</summary>
    public required IReadOnlyList<string> Rivals { get; init; }

    /// <summary>The published executable; null to publish it first.</summary>
    public required string? Executable { get; init; }

    /// <summary>How long a sync takes on a disk in memory; null for the machine's own disk.</summary>
    public required TimeSpan? SyncDelay { get; init; }

    /// <summary>Another executable of the product. If it is set, the run only compares the two; null for everything else.</summary>
    public required string? Against { get; init; }
}
