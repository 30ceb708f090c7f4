using Callgoose.LoadTest.Load;

namespace Callgoose.LoadTest.Measurements;

/// <summary>One contender in one round, at a constant rate.</summary>
/// <param name="Rate">Webhooks per second.</param>
/// <param name="Seen">What the generator saw.</param>
/// <param name="Disk">The disk, right before.</param>
/// <param name="Stalls">What syncing does to the processors, right before.</param>
/// <param name="Control">A thread that does nothing but write and sync as much, right after; null for what keeps nothing.</param>
internal sealed record LatencyRound(double Rate, OpenLoopResult Seen, DiskSync Disk, SyncStalls Stalls, GroupSync? Control);
