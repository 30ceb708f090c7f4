using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Measurements;
using Callgoose.LoadTest.Platform;
using Callgoose.LoadTest.Reporting;

namespace Callgoose.LoadTest;

/// <summary>One run: measures the chosen parts one after the other, on the same machine.</summary>
/// <param name="options">The options.</param>
/// <param name="tell">Receives progress messages.</param>
internal sealed class LoadTestRun(LoadTestOptions options, Action<string> tell)
{
    /// <summary>Copying large data folders takes most of a round of growth, so more rounds are not worth their time.</summary>
    private const int MostGrowthRounds = 3;

    private readonly Wrk wrk = new(options.Connections, options.Threads);
    private readonly List<(Part Part, string Reason)> failures = [];

    /// <summary>Measures. The results name a part that fails; the other parts are measured all the same.</summary>
    /// <exception cref="LoadTestException">There is nothing to measure.</exception>
    public async Task<Results> RunAsync()
    {
        IReadOnlyList<IContender> rivals = Rivals.Named(options.Rivals);
        tell("publishing the product");
        string executable = options.Executable ?? await Repository.PublishProductAsync();
        var product = new CallgooseContender(executable);
        MachineFacts machine = await MachineFacts.CollectAsync(executable);

        IReadOnlyList<ContenderResults>? throughput =
            await MeasureAsync(Part.Throughput, () => ThroughputAsync(product, rivals, options.Rounds));
        return new Results
        {
            Options = options,
            Machine = machine,
            ExecutableBytes = new FileInfo(executable).Length,
            Throughput = throughput,
            Latency = await MeasureAsync(Part.Latency, () => LatencyAsync(product, rivals, throughput)),
            StartUp = await MeasureAsync(Part.Start, () => StartUp.MeasureAsync(product, options.Starts)),
            Memory = await MeasureAsync(Part.Memory, () => MemoryUse.MeasureAsync(product, wrk, options.Webhooks)),
            Growth = await MeasureAsync(
                Part.Growth,
                () => Growth.MeasureAsync(product, wrk, options.Stored, Math.Min(options.Rounds, MostGrowthRounds), tell)),
            Cost = await MeasureAsync(Part.Cost, () => Cost.MeasureAsync(product, wrk, options.Time)),
            Hops = await MeasureAsync(Part.Cost, () => HopsAsync(product)) ?? [],
            Floors = await MeasureAsync(Part.Cost, () => FloorsAsync(product, throughput)) ?? [],
            Fairness = await MeasureAsync(Part.Fairness, () => Fairness.MeasureAsync(product, options.Rounds, options.Time, tell)),
            Delivery = await MeasureAsync(Part.Delivery, () => new DeliveryMeasurement(wrk, new OpenLoop(options.Connections, options.GeneratorCore), tell).RunAsync(product, options.Rounds, options.Time)),
            Shared = await MeasureAsync(Part.Shared, () => SharedStore.MeasureAsync(executable, options.Connections, options.Rounds, options.Time, tell)),
            Failures = failures,
        };
    }

    private async Task<T?> MeasureAsync<T>(Part part, Func<Task<T>> measure)
        where T : class
    {
        if (!options.Parts.Contains(part))
        {
            return null;
        }

        tell($"measuring {part}".ToLowerInvariant());
        try
        {
            return await measure();
        }
        catch (LoadTestException e)
        {
            tell($"{part} failed: {e.Message}");
            failures.Add((part, e.Message));
            return null;
        }
    }

    private async Task<IReadOnlyList<ContenderResults>> ThroughputAsync(IContender product, IReadOnlyList<IContender> rivals, int rounds)
    {
        foreach (IContender rival in rivals)
        {
            await rival.PrepareAsync();
        }

        return await new Throughput(options.Connections, wrk).RunAsync(product, rivals, rounds, options.Time, tell);
    }

    private async Task<IReadOnlyList<LatencyResults>> LatencyAsync(
        IContender product, IReadOnlyList<IContender> rivals, IReadOnlyList<ContenderResults>? throughput)
    {
        IReadOnlyList<IContender> beside = [.. rivals.Where(static r => Latency.Rivals.Contains(r.Name))];

        // If this run does not measure throughput, one round of it shows how much each contender can take.
        IReadOnlyList<ContenderResults> closedLoop = throughput ?? await ThroughputAsync(product, beside, rounds: 1);
        return await new Latency(wrk, new OpenLoop(options.Connections, options.GeneratorCore))
            .RunAsync(closedLoop, options.Rounds, options.Time, tell);
    }

    private async Task<IReadOnlyList<Hops>> HopsAsync(IContender product)
    {
        var results = new List<Hops>();
        foreach (int connections in (int[])[1, options.Connections, 8 * options.Connections])
        {
            results.Add(await Hops.MeasureAsync(product, connections, options.Time));
        }

        return results;
    }

    private async Task<IReadOnlyList<ContenderResults>> FloorsAsync(IContender product, IReadOnlyList<ContenderResults>? throughput)
    {
        IReadOnlyList<ContenderResults> closedLoop = throughput ?? await ThroughputAsync(product, Rivals.Named(Rivals.Floors), rounds: 1);
        return [.. closedLoop.Where(static c => Rivals.Floors.Contains(c.Contender.Name))];
    }
}
