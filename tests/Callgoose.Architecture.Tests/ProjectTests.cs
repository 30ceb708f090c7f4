namespace Callgoose.Architecture.Tests;

/// <summary>References between assemblies follow the arrows of CONTRIBUTING.md.</summary>
public class ProjectTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Callgoose.Payloads"] = [],
        ["Callgoose.Schema"] = [],
        ["Callgoose.Incidents"] = ["Callgoose.Payloads"],
        ["Callgoose.Storage"] = ["Callgoose.Incidents", "Callgoose.Payloads"],
        ["Callgoose.Storage.Sqlite"] = ["Callgoose.Storage", "Callgoose.Incidents", "Callgoose.Payloads"],
        ["Callgoose.Storage.Postgres"] = ["Callgoose.Storage", "Callgoose.Incidents", "Callgoose.Payloads"],
        ["Callgoose.Integrations"] = ["Callgoose.Schema", "Callgoose.Incidents", "Callgoose.Payloads"],
        ["Callgoose.Delivery"] =
        [
            "Callgoose.Integrations", "Callgoose.Storage", "Callgoose.Schema", "Callgoose.Incidents", "Callgoose.Payloads",
        ],
        ["Callgoose.Server"] =
        [
            "Callgoose.Delivery", "Callgoose.Integrations", "Callgoose.Storage.Sqlite", "Callgoose.Storage.Postgres", "Callgoose.Storage", "Callgoose.Schema", "Callgoose.Incidents",
            "Callgoose.Payloads",
        ],
        ["callgoose"] =
        [
            "Callgoose.Server", "Callgoose.Delivery", "Callgoose.Integrations", "Callgoose.Storage.Sqlite", "Callgoose.Storage.Postgres", "Callgoose.Storage", "Callgoose.Schema",
            "Callgoose.Incidents", "Callgoose.Payloads",
        ],
    };

    [Theory]
    [MemberData(nameof(ProductAssemblies.Names), MemberType = typeof(ProductAssemblies))]
    public void An_assembly_knows_only_what_it_may(string assembly)
    {
        Assert.True(MayKnow.TryGetValue(assembly, out string[]? allowed), $"{assembly} is new: give it its arrows here and in CONTRIBUTING.md.");

        string[] wrong =
        [
            .. AssemblyUses.References(ProductAssemblies.PathOf(assembly))
                .Where(name => name.StartsWith("callgoose", StringComparison.OrdinalIgnoreCase) && !allowed.Contains(name)),
        ];
        Assert.True(wrong.Length == 0, $"{assembly} refers to {string.Join(", ", wrong)}; it may know {string.Join(", ", allowed)}.");
    }

    [Fact]
    public void Every_assembly_of_the_arrows_is_there()
    {
        Assert.Equal(MayKnow.Keys.Order(StringComparer.Ordinal), ProductAssemblies.Names.Select(row => row.Data).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_namespace_stands_in_one_assembly()
    {
        string[] shared =
        [
            .. ProductAssemblies.Names.Select(row => row.Data)
                .SelectMany(assembly => AssemblyUses.Namespaces(ProductAssemblies.PathOf(assembly)).Select(name => (name, assembly)))
                .GroupBy(pair => pair.name)
                .Where(group => group.Count() > 1)
                .Select(group => $"{group.Key} in {string.Join(", ", group.Select(pair => pair.assembly))}"),
        ];
        Assert.True(shared.Length == 0, string.Join("; ", shared));
    }
}
