using System.Diagnostics;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Measurements;

/// <summary>Control: what the disk under the data folder takes for one small durable write.</summary>
/// <param name="MeanMicroseconds">Mean time of writing 4 KiB in place and syncing it.</param>
/// <param name="P99Microseconds">Of a hundred one took longer.</param>
internal sealed record DiskSync(double MeanMicroseconds, double P99Microseconds)
{
    private const int BlockBytes = 4096;
    private const int Blocks = 1024;
    private const int Writes = 4000;

    /// <summary>Writes one block after the other, each synced before the next.</summary>
    public static DiskSync Measure()
    {
        using var folder = new TempFolder();
        using var file = File.OpenHandle(folder["blocks"], FileMode.CreateNew, FileAccess.Write);
        byte[] block = new byte[BlockBytes];
        RandomAccess.Write(file, new byte[Blocks * BlockBytes], 0);
        RandomAccess.FlushToDisk(file);

        double[] times = new double[Writes];
        for (int i = 0; i < times.Length; i++)
        {
            block.AsSpan().Fill((byte)i);
            long start = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, block, i % Blocks * BlockBytes);
            RandomAccess.FlushToDisk(file);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        double mean = times.Average();
        Array.Sort(times);
        return new DiskSync(mean, times[(int)(times.Length * 0.99)]);
    }
}
