using System.Text;
using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>Finds and reads schema files that are given at run time.</summary>
internal static class SchemaFiles
{
    /// <summary>The end of the name of a schema file.</summary>
    public const string Ending = ".integration.json";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Finds the files of the given paths: a path is a file, or a folder with schema files, which are sorted by name.</summary>
    /// <exception cref="SchemaFilesNotFoundException">There is no such file or folder, or the folder has no schema files.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (string path in paths)
        {
            if (File.Exists(path))
            {
                files.Add(path);
                continue;
            }

            if (!Directory.Exists(path))
            {
                throw new SchemaFilesNotFoundException($"there is no schema file or folder {path}");
            }

            string[] found = [.. Directory.EnumerateFiles(path, "*" + Ending).Order(StringComparer.Ordinal)];
            files.AddRange(found.Length > 0 ? found : throw new SchemaFilesNotFoundException($"the folder {path} has no files *{Ending}"));
        }

        return [.. files.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Checks a single file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="utf8">The content.</param>
    public static SchemaSource Parse(string path, byte[] utf8) => new(path, IsBuiltIn: false, Parse(utf8));

    private static SchemaParseResult Parse(byte[] utf8)
    {
        ReadOnlySpan<byte> text = utf8;
        if (text.StartsWith(Encoding.UTF8.Preamble))
        {
            text = text[Encoding.UTF8.Preamble.Length..];
        }

        try
        {
            return SchemaParser.Parse(StrictUtf8.GetString(text));
        }
        catch (DecoderFallbackException e)
        {
            var problem = new SchemaProblem(SchemaRules.NotJson, default, $"This is not UTF-8 text: the byte {e.Index} is part of no character; save the file as UTF-8.");
            return new SchemaParseResult(null, default, new EquatableArray<SchemaProblem>([problem]));
        }
    }
}
