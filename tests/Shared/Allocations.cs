namespace Callgoose.Testing;

/// <summary>Counts what an action allocates on this thread.</summary>
internal static class Allocations
{
    private const int Runs = 100;
    private const int Rounds = 5;

    /// <summary>
    /// The bytes that a hundred runs allocate, after enough runs to fill every cache. The lowest of several rounds, because a collection may empty the
    /// array pool during one.
    /// </summary>
    public static long OfSteadyState(Action action)
    {
        OfRuns(action);
        long least = long.MaxValue;
        for (int i = 0; i < Rounds; i++)
        {
            least = Math.Min(least, OfRuns(action));
        }

        return least;
    }

    /// <summary>The bytes that the first run allocates.</summary>
    public static long OfOne(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static long OfRuns(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Runs; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
