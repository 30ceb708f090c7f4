using System.Collections.Immutable;
using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>A file that claims a name that another one has.</summary>
/// <param name="Path">The file, the later one by path.</param>
/// <param name="Problem">What to report.</param>
internal sealed record NameConflict(string Path, SchemaProblem Problem)
{
    /// <summary>Finds the conflicts among all files, whatever order the compiler gives them in.</summary>
    public static EquatableArray<NameConflict> Find(ImmutableArray<ParsedFile> files)
    {
        ParsedFile[] sorted = [.. files.OrderBy(static file => file.Path, StringComparer.Ordinal)];
        return new EquatableArray<NameConflict>(
            NameClashes.Find([.. sorted.Select(static file => (FileName(file), file.Names))]).Select(clash => new NameConflict(sorted[clash.File].Path, clash.Problem)));
    }

    /// <summary>The name alone: a folder of this machine does not belong into a message.</summary>
    private static string FileName(ParsedFile file) => System.IO.Path.GetFileName(file.Path);
}
