namespace Callgoose.LoadTest.Measurements;

/// <summary>How long another sender waits for its answers, in milliseconds, alone and beside a greedy one.</summary>
/// <param name="AloneP99">99 of 100 of its webhooks, alone.</param>
/// <param name="BesideP50">Half of them, beside the greedy one.</param>
/// <param name="BesideP99">99 of 100, beside the greedy one.</param>
/// <param name="BesideLongest">The longest, beside the greedy one.</param>
/// <param name="GreedyPerSecond">What the greedy one got done meanwhile.</param>
internal sealed record FairnessRound(double AloneP99, double BesideP50, double BesideP99, double BesideLongest, double GreedyPerSecond);
