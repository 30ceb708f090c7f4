using System.Diagnostics;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;
using HdrHistogram;

namespace Callgoose.LoadTest.Measurements;

/// <summary>
/// Control of P6: one thread that writes as many bytes as the product at the product's rate, and syncs them in groups. It has no network, HTTP, JSON
/// or rules, and uses the same file system: latency beyond this is the product's own.
/// </summary>
/// <param name="Milliseconds">From the time at which a webhook was due to the end of its sync; one for each of <see
/// cref="OpenLoopResult.Percentiles"/>.</param>
internal sealed record GroupSync(IReadOnlyList<double> Milliseconds)
{
    /// <summary>The product, too, overwrites a log of about this length again and again.</summary>
    private const long LogBytes = 16 << 20;

    private const int MostAtOnce = 1000;
    private const long LongestNanoseconds = 60_000_000_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Measures on its own thread.</summary>
    /// <param name="rate">Webhooks per second.</param>
    /// <param name="bytes">Bytes that the product writes for each.</param>
    /// <param name="time">How long the measurement lasts, after a second of warm-up.</param>
    public static async Task<GroupSync> MeasureAsync(double rate, double bytes, TimeSpan time) =>
        await Task.Factory.StartNew(() => Measure(rate, (int)Math.Ceiling(bytes), time), TaskCreationOptions.LongRunning);

    private static GroupSync Measure(double rate, int bytes, TimeSpan time)
    {
        using var folder = new TempFolder();
        using var file = File.OpenHandle(folder["log"], FileMode.CreateNew, FileAccess.Write);
        byte[] room = new byte[bytes * MostAtOnce];
        for (long filled = 0; filled < LogBytes; filled += room.Length)
        {
            RandomAccess.Write(file, room.AsSpan(0, (int)Math.Min(room.Length, LogBytes - filled)), filled);
        }

        RandomAccess.FlushToDisk(file);
        var times = new LongHistogram(LongestNanoseconds, 3);
        double interval = Stopwatch.Frequency / rate;
        long begin = Stopwatch.GetTimestamp();
        long counted = begin + (long)(WarmUp.TotalSeconds * Stopwatch.Frequency);
        long end = counted + (long)(time.TotalSeconds * Stopwatch.Frequency);
        long written = 0;
        long at = 0;
        while (begin + (long)(written * interval) < end)
        {
            long next = begin + (long)(written * interval);
            SlowDisk.SleepUntil(next);
            int due = Math.Min((int)((Stopwatch.GetTimestamp() - begin) / interval) - (int)written + 1, MostAtOnce);
            at = at + (due * bytes) > LogBytes ? 0 : at;
            room.AsSpan(0, due * bytes).Fill((byte)written);
            RandomAccess.Write(file, room.AsSpan(0, due * bytes), at);
            SlowDisk.Sync(file);
            at += due * bytes;
            long now = Stopwatch.GetTimestamp();
            for (int i = 0; i < due; i++)
            {
                long was = begin + (long)((written + i) * interval);
                if (was >= counted)
                {
                    times.RecordValue((long)Stopwatch.GetElapsedTime(was, now).TotalNanoseconds);
                }
            }

            written += due;
        }

        return new GroupSync([.. OpenLoopResult.Percentiles.Select(p => times.GetValueAtPercentile(p) / 1e6)]);
    }
}
