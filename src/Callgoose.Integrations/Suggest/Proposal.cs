namespace Callgoose.Suggest;

/// <summary>Everything that a proposed file says.</summary>
internal sealed record Proposal(string Name, StatusChoice Status, KeyChoice Key, TextChoice Text, TimeChoice Time, UrgencyChoice Urgency)
{
    /// <summary>The texts that tell of the end: those that were seen, else the one that goes with what was seen.</summary>
    public IReadOnlyList<string> Closed { get; } = Status.Closed.Count > 0 ? Status.Closed
        : [.. Status.Open.Select(PhaseWords.CounterpartOf).OfType<string>().Except(Status.Open, StringComparer.Ordinal).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether calls can resolve.</summary>
    public bool Resolves => Closed.Count > 0 && Key.Keys.Count > 0 && Status.Key is not null;
}
