using System.Diagnostics;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;
using HdrHistogram;

namespace Callgoose.LoadTest.Measurements;

/// <summary>Control: the time that the disk under the data folder needs for one small durable write.</summary>
/// <param name="Milliseconds">Times of writing 4 KiB in place and syncing it; one for each of <see cref="OpenLoopResult.Percentiles"/>.</param>
internal sealed record DiskSync(IReadOnlyList<double> Milliseconds)
{
    private const int BlockBytes = 4096;
    private const int Blocks = 1024;
    private const int Writes = 4000;
    private const long LongestNanoseconds = 60_000_000_000;
    private static readonly TimeSpan LongestLoop = TimeSpan.FromSeconds(3);

    /// <summary>The median, in milliseconds.</summary>
    public double Median => Milliseconds[OpenLoopResult.Percentiles.ToList().IndexOf(50)];

    /// <summary>Writes one block after the other, each synced before the next.</summary>
    public static DiskSync Measure()
    {
        using var folder = new TempFolder();
        using var file = File.OpenHandle(folder["blocks"], FileMode.CreateNew, FileAccess.Write);
        byte[] block = new byte[BlockBytes];
        RandomAccess.Write(file, new byte[Blocks * BlockBytes], 0);
        RandomAccess.FlushToDisk(file);

        var times = new LongHistogram(LongestNanoseconds, 3);
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < Writes && Stopwatch.GetElapsedTime(begin) < LongestLoop; i++)
        {
            block.AsSpan().Fill((byte)i);
            long start = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, block, i % Blocks * BlockBytes);
            SlowDisk.Sync(file);
            times.RecordValue((long)Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return new DiskSync([.. OpenLoopResult.Percentiles.Select(p => times.GetValueAtPercentile(p) / 1e6)]);
    }
}
