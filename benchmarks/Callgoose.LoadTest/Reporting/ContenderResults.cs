using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The rounds of one contender.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rounds">Its rounds.</param>
internal sealed record ContenderResults(string Name, IReadOnlyList<ThroughputRound> Rounds)
{
    /// <summary>Sums up one figure over the rounds.</summary>
    public Spread Spread(Func<ThroughputRound, double> figure) => Measurements.Spread.Of(Rounds.Select(figure));

    /// <summary>Sums up one figure over the rounds as a multiple of another contender's in the same round.</summary>
    public Spread Ratio(ContenderResults other, Func<ThroughputRound, double> figure) =>
        Measurements.Spread.Of(Rounds.Zip(other.Rounds, (mine, theirs) => figure(mine) / figure(theirs)));
}
