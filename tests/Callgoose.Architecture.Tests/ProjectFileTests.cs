using System.Xml.Linq;

namespace Callgoose.Architecture.Tests;

/// <summary>What the project files of the product declare: references, and friends that see internal types.</summary>
public class ProjectFileTests
{
    /// <summary>Each project and the projects that it refers to. It may also use what these refer to.</summary>
    private static readonly Dictionary<string, string[]> References = new()
    {
        ["Callgoose"] = ["Callgoose.Server"],
        ["Callgoose.Server"] = ["Callgoose.Delivery", "Callgoose.Integrations", "Callgoose.Storage.Postgres", "Callgoose.Storage.Sqlite"],
        ["Callgoose.Delivery"] = ["Callgoose.Integrations", "Callgoose.Storage"],
        ["Callgoose.Integrations"] = ["Callgoose.Generators", "Callgoose.Incidents", "Callgoose.Schema"],
        ["Callgoose.Storage.Sqlite"] = ["Callgoose.Storage"],
        ["Callgoose.Storage.Postgres"] = ["Callgoose.Storage"],
        ["Callgoose.Storage"] = ["Callgoose.Incidents"],
        ["Callgoose.Incidents"] = ["Callgoose.Payloads"],
        ["Callgoose.Payloads"] = [],
        ["Callgoose.Schema"] = [],
    };

    /// <summary>Each project and the projects of the product that see its internal types. Its tests may see them, too.</summary>
    private static readonly Dictionary<string, string[]> Friends = new()
    {
        ["Callgoose.Server"] = ["callgoose"],
        ["Callgoose.Delivery"] = ["Callgoose.Server", "callgoose"],
        ["Callgoose.Integrations"] = ["Callgoose.Server", "callgoose"],

        // Configurations are read with the same JSON tree, which knows positions.
        ["Callgoose.Schema"] = ["Callgoose.Delivery", "Callgoose.Integrations", "Callgoose.Server", "callgoose"],
    };

    /// <summary>The projects, one for each test case.</summary>
    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.csproj").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Projects");

    [Fact]
    public void Every_project_of_the_arrows_is_there() =>
        Assert.Equal(References.Keys.Order(StringComparer.Ordinal), Names.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_refers_to_those_below_it(string project) => Assert.Equal(
        References[project],
        Declared(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_has_the_friends_that_are_named_here(string project) => Assert.Equal(
        Friends.GetValueOrDefault(project, []),
        Declared(project, "InternalsVisibleTo").Where(IsProduct).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_friend_uses_what_is_internal(string project)
    {
        string[] unused =
        [
            .. Friends.GetValueOrDefault(project, [])
                .Where(friend => InternalUses.Of(ProductAssemblies.PathOf(friend), ProductAssemblies.PathOf(project)).Count == 0),
        ];
        Assert.True(unused.Length == 0, $"{project} has friends who need nothing internal of it: {string.Join(", ", unused)}");
    }

    private static bool IsProduct(string name) => References.Keys.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Declared(string project, string item) => XDocument.Load(Path.Combine(Folder, project + ".csproj"))
        .Descendants(item)
        .Select(static element => element.Attribute("Include")!.Value);
}
