using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Measurements;
using Callgoose.LoadTest.Platform;
using Callgoose.LoadTest.Reporting;

namespace Callgoose.LoadTest;

/// <summary>One run: what is asked for is measured in it, one after the other, on the same machine.</summary>
/// <param name="options">What is asked.</param>
/// <param name="tell">Told what happens.</param>
internal sealed class LoadTestRun(LoadTestOptions options, Action<string> tell)
{
    private readonly Wrk wrk = new(options.Connections, options.Threads);

    /// <summary>Measures.</summary>
    /// <exception cref="LoadTestException">A figure would not mean anything.</exception>
    public async Task<Results> RunAsync()
    {
        IReadOnlyList<IContender> rivals = Rivals.Named(options.Rivals);
        tell("publishing what is measured");
        string executable = options.Executable ?? await Repository.PublishProductAsync();
        var product = new CallgooseContender(executable);
        return new Results
        {
            Options = options,
            Machine = await MachineFacts.CollectAsync(executable),
            ExecutableBytes = new FileInfo(executable).Length,
            Throughput = await MeasureAsync(Part.Throughput, () => ThroughputAsync(product, rivals)),
            StartUp = await MeasureAsync(Part.Start, () => StartUp.MeasureAsync(product, options.Starts)),
            Memory = await MeasureAsync(Part.Memory, () => MemoryUse.MeasureAsync(product, wrk)),
            Allocations = await MeasureAsync(Part.Allocations, AllocationsAsync),
        };
    }

    private async Task<T?> MeasureAsync<T>(Part part, Func<Task<T>> measure)
        where T : class
    {
        if (!options.Parts.Contains(part))
        {
            return null;
        }

        tell($"measuring {part}");
        return await measure();
    }

    private async Task<IReadOnlyList<ContenderResults>> ThroughputAsync(IContender product, IReadOnlyList<IContender> rivals)
    {
        foreach (IContender rival in rivals)
        {
            await rival.PrepareAsync();
        }

        return await new Throughput(options.Connections, wrk).RunAsync(product, rivals, options.Rounds, options.Time, tell);
    }

    private async Task<Allocations> AllocationsAsync() =>
        await Allocations.MeasureAsync(await Repository.BuildManagedAsync(), wrk);
}
