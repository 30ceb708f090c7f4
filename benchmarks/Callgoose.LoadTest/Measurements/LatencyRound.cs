using Callgoose.LoadTest.Load;

namespace Callgoose.LoadTest.Measurements;

/// <summary>One contender in one round, at a constant rate.</summary>
/// <param name="Rate">Webhooks per second.</param>
/// <param name="Seen">The generator's results.</param>
/// <param name="Disk">The disk, just before.</param>
/// <param name="Stalls">The effect of syncs on the processors, just before.</param>
/// <param name="Control">A thread that only writes and syncs as much, just after; null for a contender that stores nothing.</param>
internal sealed record LatencyRound(double Rate, OpenLoopResult Seen, DiskSync Disk, SyncStalls Stalls, GroupSync? Control);
