using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The rounds of one contender at a constant rate.</summary>
/// <param name="Contender">The contender.</param>
/// <param name="Rounds">Its rounds; none if it failed.</param>
internal sealed record LatencyResults(IContender Contender, IReadOnlyList<LatencyRound> Rounds)
{
    /// <summary>The index of a percentile in <see cref="OpenLoopResult.Percentiles"/>.</summary>
    public static int IndexOf(double percentile) => OpenLoopResult.Percentiles.ToList().IndexOf(percentile);

    /// <summary>Sums up a latency over the rounds, in milliseconds.</summary>
    public Spread At(double percentile) => Spread.Of(Rounds.Select(r => r.Seen.Milliseconds[IndexOf(percentile)]));

    /// <summary>Sums up the times of the disk over the rounds, in milliseconds.</summary>
    public Spread DiskAt(double percentile) => Spread.Of(Rounds.Select(r => r.Disk.Milliseconds[IndexOf(percentile)]));

    /// <summary>Sums up how late a thread was while another one synced, over the rounds, in milliseconds.</summary>
    public Spread StallAt(double percentile) => Spread.Of(Rounds.Select(r => r.Stalls.Milliseconds[IndexOf(percentile)]));

    /// <summary>Sums up the times of the control over the rounds, in milliseconds; only for contenders that store data.</summary>
    public Spread ControlAt(double percentile) => Spread.Of(Rounds.Select(r => r.Control!.Milliseconds[IndexOf(percentile)]));

    /// <summary>Sums up a latency as a multiple of the control's in the same round; only for contenders that store data.</summary>
    public Spread OverControlAt(double percentile) => Spread.Of(Rounds.Select(
        r => r.Seen.Milliseconds[IndexOf(percentile)] / r.Control!.Milliseconds[IndexOf(percentile)]));

    /// <summary>The median over the rounds for each of <see cref="OpenLoopResult.Percentiles"/>.</summary>
    public IReadOnlyList<double> Curve => [.. OpenLoopResult.Percentiles.Select(p => At(p).Median)];

    /// <summary>The same for the control.</summary>
    public IReadOnlyList<double> ControlCurve => [.. OpenLoopResult.Percentiles.Select(p => ControlAt(p).Median)];
}
