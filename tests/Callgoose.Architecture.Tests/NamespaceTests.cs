using System.Text;

namespace Callgoose.Architecture.Tests;

/// <summary>The namespaces of an assembly depend on each other in one direction only.</summary>
public class NamespaceTests
{
    [Theory]
    [MemberData(nameof(ProductAssemblies.Names), MemberType = typeof(ProductAssemblies))]
    public void No_namespaces_of_an_assembly_use_each_other(string assembly)
    {
        var graph = new NamespaceGraph(AssemblyUses.Read(ProductAssemblies.PathOf(assembly)));

        var report = new StringBuilder();
        foreach (string[] knot in graph.Knots())
        {
            report.AppendLine($"{assembly}: {knot.Length} namespaces use each other: {string.Join(", ", knot)}. For one:");
            IReadOnlyList<string> cycle = knot.Select(graph.ShortestCycle).MinBy(way => way.Count)!;
            foreach ((string from, string to) in cycle.Zip(cycle.Skip(1)))
            {
                report.AppendLine($"  {from} uses {to}: {string.Join(", ", graph.Ties(from, to))}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(graph.ToString());
        Assert.True(report.Length == 0, report.ToString());
    }
}
