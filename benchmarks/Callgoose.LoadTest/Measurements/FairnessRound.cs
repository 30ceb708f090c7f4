namespace Callgoose.LoadTest.Measurements;

/// <summary>How long another sender waits for its answers, in milliseconds, alone and beside a greedy one.</summary>
/// <param name="AloneP99">The 99th percentile (of 100 webhooks), alone.</param>
/// <param name="BesideP50">The median, beside the greedy one.</param>
/// <param name="BesideP99">The 99th percentile, beside the greedy one.</param>
/// <param name="BesideLongest">The longest, beside the greedy one.</param>
/// <param name="GreedyPerSecond">What the greedy one got done in the meantime.</param>
internal sealed record FairnessRound(double AloneP99, double BesideP50, double BesideP99, double BesideLongest, double GreedyPerSecond);
