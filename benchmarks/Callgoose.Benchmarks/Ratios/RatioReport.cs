using System.Globalization;
using Callgoose.Benchmarks.Measuring;
using Callgoose.Benchmarks.ReadMatch;
using Callgoose.Benchmarks.ReadMatch.Bodies;

namespace Callgoose.Benchmarks.Ratios;

/// <summary>
/// The command <c>ratios</c>: every contender of the read-match group over every set of bodies, in turns, as Markdown. A round takes some ten
/// milliseconds of each contender; ratios are taken within a round.
/// </summary>
internal static class RatioReport
{
    private const int Rounds = 15;
    private const double RoundNanoseconds = 20e6;
    private const string Dom = "simdjson DOM";

    /// <summary>Measures and prints.</summary>
    /// <param name="filter">Part of the names of the sets to measure; empty for all.</param>
    /// <returns>0, or 1 if a contender is missing.</returns>
    public static int Run(string filter)
    {
        Console.WriteLine($"{MachineText.Describe()}, {Rounds} rounds, processor time of one thread");
        string folder = Directory.CreateTempSubdirectory("callgoose-simdjson-").FullName;
        string executable = Path.Combine(folder, "read_match");
        string problem = SimdjsonProgram.Compile(executable);
        foreach (BodySet set in BodySet.All.Where(set => set.Name.Contains(filter, StringComparison.Ordinal)))
        {
            Run(set, executable, problem);
        }

        Directory.Delete(folder, recursive: true);
        return problem.Length == 0 ? 0 : 1;
    }

    private static void Run(BodySet set, string executable, string problem)
    {
        using SimdjsonProgram? simdjson = problem.Length > 0 ? null : SimdjsonProgram.Start(executable, set);
        List<Contender> contenders = [.. Contender.InProcess(set)];
        if (simdjson is not null)
        {
            contenders.Add(new SimdjsonContender(Dom, "dom", simdjson));
            contenders.Add(new SimdjsonContender("simdjson on-demand", "ondemand", simdjson));
        }

        Agreement.Require(set, contenders);
        double[][] times = Rounding.Measure([.. contenders.Select(static contender => (Func<int, double>)contender.Time)], Rounds, RoundNanoseconds / set.Bodies.Length);
        string baseline = set.Target == "P1" && simdjson is not null ? Dom : contenders[0].Name;
        double[] unit = times[contenders.FindIndex(contender => contender.Name == baseline)];
        Console.WriteLine();
        Console.WriteLine($"| {set.Target}: {set.Name}, {set.Bodies.Average(static body => body.Length):0} bytes | ns | as a multiple of {baseline} | allocated |");
        Console.WriteLine("| --- | --- | --- | --- |");
        for (int i = 0; i < contenders.Count; i++)
        {
            Spread ratio = Spread.Of([.. times[i].Zip(unit, static (time, other) => time / other)]);
            string allocated = contenders[i] is SimdjsonContender ? "" : string.Create(CultureInfo.InvariantCulture, $"{Allocated(contenders[i], set):0} B");
            Console.WriteLine($"| {contenders[i].Name} | {Spread.Of(times[i]).ToText("0")} | {ratio.ToText("0.00")} | {allocated} |");
        }

        if (simdjson is null)
        {
            Console.WriteLine($"| simdjson | **missing**: {problem}; run `benchmarks/install-rivals.sh` | | |");
        }
        else
        {
            Console.WriteLine($"\n{simdjson.Version}");
        }
    }

    private static double Allocated(Contender contender, BodySet set)
    {
        int passes = 1 + (2000 / set.Bodies.Length);
        contender.Time(passes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        contender.Time(passes);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / ((double)passes * set.Bodies.Length);
    }
}
