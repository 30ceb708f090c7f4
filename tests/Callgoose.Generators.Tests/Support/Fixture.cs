using Microsoft.CodeAnalysis;

namespace Callgoose.Generators.Tests;

/// <summary>The schema files that tests compile.</summary>
internal static class Fixture
{
    /// <summary>A folder whose name must not appear in emitted code.</summary>
    public const string Folder = "/some/where/on/a/machine/";

    public static string BetterStack { get; } = Read("BetterStack");

    public static string Odd { get; } = Read("Odd");

    public static string NoPayload { get; } = Read("NoPayload");

    public static string Extended { get; } = Read("Extended");

    public static string Abilities { get; } = Read("Abilities");

    /// <summary>The folder of this project, which holds the snapshots.</summary>
    public static string ProjectFolder { get; } = FindProject(AppContext.BaseDirectory);

    /// <summary>A file as the compiler gets it.</summary>
    public static AdditionalText File(string name, string text) => new InMemoryFile(Folder + name + IntegrationGenerator.FileEnding, text);

    /// <summary>A file with these filters and without a payload.</summary>
    public static string Filters(params IEnumerable<string> filters) =>
        $$"""{ "name": "Tool", "filters": [ {{string.Join(", ", filters)}} ] }""";

    /// <summary>An extended file with these filters.</summary>
    public static string ExtendedFilters(params IEnumerable<string> filters) => Filters(filters).Replace("\"filters\"", "\"extended\": true, \"filters\"", StringComparison.Ordinal);

    /// <summary>A small file with a name and aliases.</summary>
    public static string Named(string name, params IEnumerable<string> aliases) =>
        $$"""
        { "name": "{{name}}",
          "aliases": [{{string.Join(", ", aliases.Select(static alias => $"\"{alias}\""))}}],
          "filters": [ { "name": "f", "urgency": "high", "trigger": { } } ] }
        """;

    private static string Read(string name) =>
        System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", name + IntegrationGenerator.FileEnding));

    private static string FindProject(string folder) =>
        System.IO.File.Exists(Path.Combine(folder, "Callgoose.Generators.Tests.csproj")) ? folder : FindProject(Path.GetDirectoryName(folder)!);
}
