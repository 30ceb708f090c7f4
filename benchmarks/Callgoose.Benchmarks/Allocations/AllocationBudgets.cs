using System.Text.Json;
using Callgoose.Benchmarks.ReadMatch;
using Callgoose.Benchmarks.ReadMatch.Bodies;
#if !NATIVE
using Callgoose.Benchmarks.Store;
#endif

namespace Callgoose.Benchmarks.Allocations;

/// <summary>
/// The command <c>allocations</c>: counts the bytes that each benchmark of the product allocates per operation and compares them with
/// <c>benchmarks/allocation-budgets.json</c>. Bytes do not depend on the machine, so this is part of the gate.
/// </summary>
internal static class AllocationBudgets
{
    private const int Rounds = 5;
    private const int OperationsPerRound = 2000;

    /// <summary>Measures, compares and prints.</summary>
    /// <returns>0, or 1 if a benchmark exceeds its budget, has none, or no longer exists.</returns>
    public static int Check()
    {
        Dictionary<string, double> budgets = Read(Path.Combine(AppContext.BaseDirectory, "allocation-budgets.json"));
        bool isKept = true;
        foreach ((string name, double bytes) in Measure())
        {
            string verdict = !budgets.Remove(name, out double budget) ? "has no budget"
                : bytes > budget ? $"over its budget of {budget}"
                : "ok";
            isKept &= verdict == "ok";
            Console.WriteLine($"{bytes,8:0.##} B  {name}: {verdict}");
        }

        foreach (string name in budgets.Keys)
        {
            Console.WriteLine($"            {name}: has a budget and was not measured");
        }

        return isKept && budgets.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<(string Name, double Bytes)> Measure()
    {
        foreach (BodySet set in BodySet.All)
        {
            foreach (Contender contender in Contender.InProcess(set).Where(static contender => contender.Name.StartsWith("callgoose", StringComparison.Ordinal)))
            {
                yield return ($"read-match, {contender.Name}, {set.Name}", OfContender(contender, set));
            }
        }

#if !NATIVE
        yield return ("store, commit of an incident, 64 in flight", StoreAllocations.Measure(Rounds));
#endif
    }

    /// <summary>The lowest of several rounds: in one of them the array pool may have been emptied, or a layout learned.</summary>
    private static double OfContender(Contender contender, BodySet set)
    {
        int passes = 1 + (OperationsPerRound / set.Bodies.Length);
        contender.Time(passes);
        double least = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            contender.Time(passes);
            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / ((double)passes * set.Bodies.Length));
        }

        return least;
    }

    private static Dictionary<string, double> Read(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        return file.RootElement.EnumerateObject().ToDictionary(static budget => budget.Name, static budget => budget.Value.GetDouble(), StringComparer.Ordinal);
    }
}
