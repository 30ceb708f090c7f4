using Callgoose.Benchmarks.Allocations;
using Callgoose.Benchmarks.Ratios;

return args switch
{
    ["ratios", ..] => RatioReport.Run(args.ElementAtOrDefault(1) ?? ""),
    ["allocations"] => AllocationBudgets.Check(),
#if !NATIVE
    ["growth"] => Callgoose.Benchmarks.Growth.GrowthReport.Run(),
    _ => Callgoose.Benchmarks.BenchmarkDotNetRun.Run(args),
#else
    _ => throw new ArgumentException("ratios or allocations"),
#endif
};
