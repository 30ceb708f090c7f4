using System.Collections.Immutable;
using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>A file that claims the name of another one.</summary>
/// <param name="Path">The file, the later one by path.</param>
/// <param name="Problem">The problem to report.</param>
internal sealed record NameConflict(string Path, SchemaProblem Problem)
{
    /// <summary>Finds the conflicts among all files, independent of their order in the compiler.</summary>
    public static EquatableArray<NameConflict> Find(ImmutableArray<ParsedFile> files)
    {
        ParsedFile[] sorted = [.. files.OrderBy(static file => file.Path, StringComparer.Ordinal)];
        return new EquatableArray<NameConflict>(
            NameClashes.Find([.. sorted.Select(static file => (FileName(file), file.Names))]).Select(clash => new NameConflict(sorted[clash.File].Path, clash.Problem)));
    }

    /// <summary>The name alone: a message must not contain a folder of this machine.</summary>
    private static string FileName(ParsedFile file) => System.IO.Path.GetFileName(file.Path);
}
