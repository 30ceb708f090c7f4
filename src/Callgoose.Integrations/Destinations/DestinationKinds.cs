using System.Collections.Immutable;
using Callgoose.Schema.Destinations;

namespace Callgoose.Destinations;

/// <summary>The built-in kinds of destinations.</summary>
public static class DestinationKinds
{
    private static readonly Lazy<ImmutableArray<DestinationKind>> Loaded = new(static () => [.. Load()]);

    /// <summary>The built-in kinds, by name. They are read with the first access: a server without destinations never reads them.</summary>
    public static ImmutableArray<DestinationKind> BuiltIn => Loaded.Value;

    /// <summary>Finds one by its name, or null.</summary>
    public static DestinationKind? Find(string name) => BuiltIn.FirstOrDefault(kind => kind.Name == name);

    private static IEnumerable<DestinationKind> Load()
    {
        var assembly = typeof(DestinationKinds).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(static name => name.EndsWith(DestinationSchema.FileEnding, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            DestinationParseResult result = DestinationParser.Parse(reader.ReadToEnd());
            DestinationSchema schema = result.Schema ?? throw new InvalidOperationException($"{name} is refused: {result.Problems[0].Message}");
            yield return CompiledDestinations.Create(schema) ?? new InterpretedKind(schema);
        }
    }
}
