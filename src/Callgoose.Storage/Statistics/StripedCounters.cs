namespace Callgoose.Storage.Statistics;

/// <summary>
/// A few counters that many threads increment concurrently. Each processor has its own copy of them. Adding costs nanoseconds and allocates
/// nothing.
/// </summary>
public sealed class StripedCounters
{
    /// <summary>Two cache lines, because processors fetch them in pairs.</summary>
    private const int CellsPerLine = 128 / sizeof(long);

    /// <summary>The maximum number of copies. More processors share them: with 16, two rarely meet.</summary>
    private const int MaxStripes = 16;

    private static readonly int Mask = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, MaxStripes)) - 1;

    private readonly long[] cells;
    private readonly int stride;

    /// <summary>Creates the counters, all zero.</summary>
    /// <param name="count">The number of counters.</param>
    public StripedCounters(int count)
    {
        stride = (count + CellsPerLine - 1) / CellsPerLine * CellsPerLine;
        cells = new long[stride * (Mask + 2)];
    }

    /// <summary>Adds one to a counter.</summary>
    public void Increment(int index) => Interlocked.Increment(ref Cell(index, Thread.GetCurrentProcessorId() & Mask));

    /// <summary>Adds an amount to a counter.</summary>
    public void Add(int index, long amount) => Interlocked.Add(ref Cell(index, Thread.GetCurrentProcessorId() & Mask), amount);

    /// <summary>The value of a counter, summed over all processors.</summary>
    public long this[int index]
    {
        get
        {
            long sum = 0;
            for (int stripe = 0; stripe <= Mask; stripe++)
            {
                sum += Interlocked.Read(ref Cell(index, stripe));
            }

            return sum;
        }
    }

    /// <summary>
    /// The cell of a counter. A free line comes before the first stripe, so that the array's length and the data before it share no cache
    /// line with a counter.
    /// </summary>
    private ref long Cell(int index, int stripe) => ref cells[(stride * stripe) + CellsPerLine + index];
}
