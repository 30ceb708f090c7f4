namespace Callgoose.Benchmarks.Measuring;

/// <summary>Lets several things take turns, so that other work on the machine disturbs all of them alike.</summary>
internal static class Rounding
{
    private const int WarmUpRounds = 10;

    /// <summary>Measures.</summary>
    /// <param name="times">Each runs its work a number of times and returns the nanoseconds for one.</param>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="nanoseconds">About how long each takes in a round.</param>
    /// <returns>The nanoseconds in each round, for each of them.</returns>
    public static double[][] Measure(Func<int, double>[] times, int rounds, double nanoseconds)
    {
        // Long enough for the runtime to have compiled everything with full optimization.
        int[] passes = [.. times.Select(time => Passes(time, nanoseconds))];
        for (int round = 0; round < WarmUpRounds; round++)
        {
            _ = times.Zip(passes, static (time, count) => time(count)).Sum();
        }

        passes = [.. times.Select(time => Passes(time, nanoseconds))];
        double[][] results = [.. times.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int turn = 0; turn < times.Length; turn++)
            {
                int i = round % 2 == 0 ? turn : times.Length - 1 - turn;
                results[i][round] = times[i](passes[i]);
            }
        }

        return results;
    }

    private static int Passes(Func<int, double> time, double nanoseconds)
    {
        int passes = 1;
        while (true)
        {
            double taken = time(passes) * passes;
            if (taken > nanoseconds / 20)
            {
                return Math.Max(1, (int)(passes * nanoseconds / taken));
            }

            passes *= 4;
        }
    }
}
