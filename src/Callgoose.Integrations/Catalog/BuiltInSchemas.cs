using System.Reflection;
using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>
/// The schema files that are compiled into this executable, as files. They give people the reasons and texts; webhooks use their compiled
/// form.
/// </summary>
internal static class BuiltInSchemas
{
    private static readonly Lazy<IReadOnlyList<SchemaSource>> Files = new(Read);

    /// <summary>All built-in files, ordered by file name.</summary>
    public static IReadOnlyList<SchemaSource> All => Files.Value;

    private static SchemaSource[] Read()
    {
        Assembly assembly = typeof(BuiltInSchemas).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(static name => name.EndsWith(SchemaFiles.Ending, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new SchemaSource(name, IsBuiltIn: true, SchemaParser.Parse(ReadText(assembly, name)))),
        ];
    }

    private static string ReadText(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
