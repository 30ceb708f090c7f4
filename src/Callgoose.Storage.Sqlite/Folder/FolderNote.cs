namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>The content of <c>folder.state</c>, one line per fact.</summary>
/// <param name="IsInUse">True if the logs are part of the databases: a server runs, or one crashed.</param>
/// <param name="Files">The names of the databases besides those that every folder has.</param>
internal sealed record FolderNote(bool IsInUse, IReadOnlyList<string> Files)
{
    // Older versions compare the whole file with one of these lines, and treat every other text as a folder in use: the files that they
    // then require are there.
    private const string InUse = "callgoose folder: in use";
    private const string Closed = "callgoose folder: closed";
    private const string FilePrefix = "file ";

    /// <summary>Parses the file. Unknown content counts as in use.</summary>
    public static FolderNote Parse(string text)
    {
        string[] lines = text.Split('\n');
        return new FolderNote(
            lines[0] != Closed,
            [.. lines.Where(static line => line.StartsWith(FilePrefix, StringComparison.Ordinal)).Select(static line => line[FilePrefix.Length..])]);
    }

    /// <summary>Returns the content to write.</summary>
    public override string ToString() => string.Concat([(IsInUse ? InUse : Closed) + "\n", .. Files.Select(static file => $"{FilePrefix}{file}\n")]);
}
