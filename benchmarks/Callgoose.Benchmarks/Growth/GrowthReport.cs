using System.Text;
using Callgoose.Benchmarks.Generator;
using Callgoose.Benchmarks.Measuring;
using Callgoose.Benchmarks.ReadMatch.Bodies;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Microsoft.CodeAnalysis;

namespace Callgoose.Benchmarks.Growth;

/// <summary>
/// The command <c>growth</c>: the time to read and match the guide's trigger with more and more integrations compiled in, of which the call names one,
/// and with more and more filters, all of which it meets. Prints Markdown; ratios are taken within a round.
/// </summary>
internal static class GrowthReport
{
    private const int Rounds = 15;
    private const double RoundNanoseconds = 20e6;

    /// <summary>Compiles, measures and prints.</summary>
    public static int Run()
    {
        Console.WriteLine($"{MachineText.Describe()}, {Rounds} rounds, processor time of one thread");
        byte[] body = BodySet.All[0].Bodies[0];
        int[] integrations = [1, 50, 500];
        Print("integrations compiled in", integrations, [.. integrations.Select(count => Named(count, body))]);
        int[] filters = [10, 100, 1000];
        Print("filters that a call meets", filters, [.. filters.Select(count => Unnamed(count, body))]);
        return 0;
    }

    private static Func<int, double> Named(int count, byte[] body)
    {
        IReadOnlyList<Integration> compiled = CompiledIntegrations.Of(Enumerable.Range(0, count).Select(static i => SchemaFileText.Of(i, "grown")));
        return Time(new IntegrationCatalog(compiled), $"tool-{count / 2}", body, passes: true);
    }

    private static Func<int, double> Unnamed(int count, byte[] body)
    {
        IEnumerable<AdditionalText> files = Enumerable.Range(0, count).Chunk(FilterFileText.MaxFilters).Select(static (chunk, i) => new FilterFileText($"Tool{i}", chunk.Length));
        return Time(new IntegrationCatalog(CompiledIntegrations.Of(files)), "a tool that nobody knows", body, passes: false);
    }

    private static Func<int, double> Time(IntegrationCatalog catalog, string source, byte[] body, bool passes)
    {
        byte[] from = Encoding.UTF8.GetBytes(source);
        var scratch = new ScratchBuffer();
        if (Match(catalog, from, body, scratch) != passes)
        {
            throw new InvalidOperationException($"{source}: the filters say something else.");
        }

        return times =>
        {
            long start = ThreadClock.Nanoseconds;
            for (int i = 0; i < times; i++)
            {
                Match(catalog, from, body, scratch);
            }

            return (ThreadClock.Nanoseconds - start) / (double)times;
        };
    }

    private static bool Match(IntegrationCatalog catalog, byte[] from, byte[] body, ScratchBuffer scratch)
    {
        scratch.Reset();
        FilterMatch match = default;
        foreach (Integration integration in catalog.For(from))
        {
            integration.Match(body, scratch, ref match);
        }

        return !match.IsEmpty;
    }

    private static void Print(string what, int[] counts, Func<int, double>[] times)
    {
        double[][] results = Rounding.Measure(times, Rounds, RoundNanoseconds);
        Console.WriteLine();
        Console.WriteLine($"| {what} | ns | as a multiple of the first |");
        Console.WriteLine("| --- | --- | --- |");
        for (int i = 0; i < counts.Length; i++)
        {
            Spread ratio = Spread.Of([.. results[i].Zip(results[0], static (time, first) => time / first)]);
            Console.WriteLine($"| {counts[i]} | {Spread.Of(results[i]).ToText("0")} | {ratio.ToText("0.00")} |");
        }
    }
}
