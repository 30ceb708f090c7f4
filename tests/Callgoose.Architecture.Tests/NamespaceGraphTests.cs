namespace Callgoose.Architecture.Tests;

public class NamespaceGraphTests
{
    private static readonly TypeUse[] Uses =
    [
        new("Page", "Endpoint", "Http", "Problem"),
        new("Http", "Faults", "Limits", "Limit"),
        new("Limits", "Reload", "Watch", "File"),
        new("Watch", "File", "Http", "Paths"),
        new("Watch", "Folder", "Http", "Paths"),
    ];

    [Fact]
    public void A_knot_is_found_over_several_namespaces()
    {
        Assert.Equal(["Http", "Limits", "Watch"], Assert.Single(new NamespaceGraph(Uses).Knots()));
    }

    [Fact]
    public void The_cycle_names_the_way_round()
    {
        var graph = new NamespaceGraph(Uses);

        Assert.Equal(["Http", "Limits", "Watch", "Http"], graph.ShortestCycle("Http"));
        Assert.Equal(["File uses Paths", "Folder uses Paths"], graph.Ties("Watch", "Http"));
    }

    [Fact]
    public void One_direction_is_no_knot()
    {
        Assert.Empty(new NamespaceGraph(Uses[..2]).Knots());
        Assert.Empty(new NamespaceGraph(Uses[..2]).ShortestCycle("Page"));
    }
}
