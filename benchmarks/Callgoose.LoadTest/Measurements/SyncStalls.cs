using System.Diagnostics;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;
using HdrHistogram;

namespace Callgoose.LoadTest.Measurements;

/// <summary>
/// Control: how late a thread that only reads the clock gets to run while another one writes and syncs in a loop. On a dedicated machine that is next
/// to nothing; where a host runs the machine's disk and its processors, a sync may stop both.
/// </summary>
/// <param name="Milliseconds">The delay, at due times that are <see cref="Interval"/> apart; one for each of <see
/// cref="OpenLoopResult.Percentiles"/>.</param>
internal sealed record SyncStalls(IReadOnlyList<double> Milliseconds)
{
    private const long LongestNanoseconds = 60_000_000_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMicroseconds(100);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(2);

    /// <summary>Measures for two seconds. No latency of a durable answer can be better than this.</summary>
    public static SyncStalls Measure()
    {
        using var folder = new TempFolder();
        using var file = File.OpenHandle(folder["blocks"], FileMode.CreateNew, FileAccess.Write);
        using var ended = new CancellationTokenSource();
        var syncing = new Thread(() =>
        {
            byte[] block = new byte[4096];
            for (int i = 0; !ended.IsCancellationRequested; i++)
            {
                RandomAccess.Write(file, block, i % 1024 * block.Length);
                SlowDisk.Sync(file);
            }
        });
        syncing.Start();
        var late = new LongHistogram(LongestNanoseconds, 3);
        long interval = (long)(Interval.TotalSeconds * Stopwatch.Frequency);
        long due = Stopwatch.GetTimestamp();
        for (long end = due + (long)(Time.TotalSeconds * Stopwatch.Frequency); due < end;)
        {
            long now = Stopwatch.GetTimestamp();
            for (; due <= now; due += interval)
            {
                late.RecordValue((long)Stopwatch.GetElapsedTime(due, now).TotalNanoseconds);
            }
        }

        ended.Cancel();
        syncing.Join();
        return new SyncStalls([.. OpenLoopResult.Percentiles.Select(p => late.GetValueAtPercentile(p) / 1e6)]);
    }
}
