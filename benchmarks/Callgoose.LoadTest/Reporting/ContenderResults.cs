using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The rounds of one contender.</summary>
/// <param name="Contender">The contender.</param>
/// <param name="Rounds">Its rounds; none if it is missing or failed.</param>
/// <param name="Failure">Why there are none; else null.</param>
internal sealed record ContenderResults(IContender Contender, IReadOnlyList<ThroughputRound> Rounds, string? Failure)
{
    /// <summary>Sums up one figure over the rounds.</summary>
    public Spread Spread(Func<ThroughputRound, double> figure) => Measurements.Spread.Of(Rounds.Select(figure));

    /// <summary>Sums up one figure over the rounds as a multiple of another contender's in the same round.</summary>
    public Spread Ratio(ContenderResults other, Func<ThroughputRound, double> figure) =>
        Measurements.Spread.Of(Rounds.Zip(other.Rounds, (mine, theirs) => figure(mine) / figure(theirs)));
}
