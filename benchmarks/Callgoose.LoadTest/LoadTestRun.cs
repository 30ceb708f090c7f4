using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Measurements;
using Callgoose.LoadTest.Platform;
using Callgoose.LoadTest.Reporting;

namespace Callgoose.LoadTest;

/// <summary>One run: everything is measured in it, one after the other, on the same machine.</summary>
internal static class LoadTestRun
{
    /// <summary>Measures.</summary>
    /// <param name="options">What is asked.</param>
    /// <param name="tell">Told what happens.</param>
    /// <exception cref="LoadTestException">A figure would not mean anything.</exception>
    public static async Task<Results> RunAsync(LoadTestOptions options, Action<string> tell)
    {
        IReadOnlyList<IContender> rivals = FindRivals(options.Rivals);
        var wrk = new Wrk(options.Connections, options.Threads);
        if (options.Executable is null)
        {
            tell("publishing the native executable");
        }

        string executable = options.Executable ?? await Repository.PublishAsync();
        var product = new CallgooseContender(executable);
        IReadOnlyList<IContender> contenders = [product, .. rivals];

        tell($"{options.Starts} starts on a fresh and on an existing data folder");
        StartUp startUp = await StartUp.MeasureAsync(product, options.Starts);

        tell($"memory, and {MemoryUse.Webhooks} webhooks of which every one must be stored");
        MemoryUse memory = await MemoryUse.MeasureAsync(product, wrk);

        tell("fsync of 4 KiB in a loop");
        DiskSync disk = DiskSync.Measure();

        IReadOnlyList<IReadOnlyList<ThroughputRound>> rounds =
            await new Throughput(options.Connections, wrk).RunAsync(contenders, options.Rounds, options.Time, tell);

        tell("building the product for the .NET runtime, to count what it allocates");
        Allocations allocations = await Allocations.MeasureAsync(await Repository.BuildManagedAsync(), wrk);

        return new Results
        {
            Options = options,
            Machine = await MachineFacts.CollectAsync(executable),
            ExecutableBytes = new FileInfo(executable).Length,
            StartUp = startUp,
            Memory = memory,
            Disk = disk,
            Allocations = allocations,
            Contenders = [.. contenders.Zip(rounds, static (c, r) => new ContenderResults(c.Name, r))],
            Missing = [.. options.Rivals.Except(rivals.Select(static r => r.Name))],
        };
    }

    /// <summary>The rivals that are installed. Those that are not are named in the results.</summary>
    private static IReadOnlyList<IContender> FindRivals(IReadOnlyList<string> names)
    {
        string[] known = [.. NginxContender.All.Select(static r => r.Name)];
        if (names.Except(known).FirstOrDefault() is string unknown)
        {
            throw new LoadTestException($"There is no rival {unknown}; there are {string.Join(", ", known)}.");
        }

        return NginxContender.IsInstalled ? [.. NginxContender.All.Where(r => names.Contains(r.Name))] : [];
    }
}
