using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Running;

namespace Callgoose.Benchmarks;

/// <summary>The benchmarks of BenchmarkDotNet, selected by its own arguments.</summary>
internal static class BenchmarkDotNetRun
{
    /// <summary>Runs them.</summary>
    public static int Run(string[] args)
    {
        IConfig config = DefaultConfig.Instance
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumn(CategoriesColumn.Default, StatisticColumn.Median)
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
            .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
        return BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args, config).Any() ? 0 : 1;
    }
}
