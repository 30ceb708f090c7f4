namespace Callgoose.Benchmarks.Store;

/// <summary>The allocations of the store for an incident, on all threads: the store's benchmark, counted instead of timed.</summary>
internal static class StoreAllocations
{
    /// <summary>Measures.</summary>
    /// <param name="rounds">The number of rounds, of which the lowest counts.</param>
    /// <returns>Bytes for one incident, including those of the callers.</returns>
    public static double Measure(int rounds)
    {
        var benchmark = new StoreBenchmarks { InFlight = 64 };
        benchmark.Setup();
        try
        {
            benchmark.Commit().GetAwaiter().GetResult();
            double least = double.MaxValue;
            for (int round = 0; round < rounds; round++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                benchmark.Commit().GetAwaiter().GetResult();
                least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)StoreBenchmarks.Incidents);
            }

            return least;
        }
        finally
        {
            benchmark.Cleanup().GetAwaiter().GetResult();
        }
    }
}
