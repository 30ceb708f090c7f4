namespace Callgoose.Storage.Statistics;

/// <summary>A few numbers that many threads add to at once, each processor in a place of its own. Adding costs nanoseconds and allocates nothing.</summary>
public sealed class StripedCounters
{
    /// <summary>Two cache lines, because processors fetch them in pairs.</summary>
    private const int CellsPerLine = 128 / sizeof(long);

    /// <summary>More processors than this share places: 16 are enough for no two to meet often.</summary>
    private const int MaxStripes = 16;

    private static readonly int Mask = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, MaxStripes)) - 1;

    private readonly long[] cells;
    private readonly int stride;

    /// <summary>Makes them, all zero.</summary>
    /// <param name="count">How many numbers.</param>
    public StripedCounters(int count)
    {
        stride = (count + CellsPerLine - 1) / CellsPerLine * CellsPerLine;
        cells = new long[stride * (Mask + 2)];
    }

    /// <summary>Adds one to a number.</summary>
    public void Increment(int index) => Interlocked.Increment(ref Cell(index, Thread.GetCurrentProcessorId() & Mask));

    /// <summary>Adds to a number.</summary>
    public void Add(int index, long amount) => Interlocked.Add(ref Cell(index, Thread.GetCurrentProcessorId() & Mask), amount);

    /// <summary>A number, of all processors together.</summary>
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

    /// <summary>The first stripe leaves a line free before it: the array's length and what stands before it share none with a number.</summary>
    private ref long Cell(int index, int stripe) => ref cells[(stride * stripe) + CellsPerLine + index];
}
