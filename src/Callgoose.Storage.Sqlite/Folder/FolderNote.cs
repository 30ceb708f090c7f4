namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>What <c>folder.state</c> says, a line each.</summary>
/// <param name="IsInUse">Whether the logs belong to the databases: a server runs, or one crashed.</param>
/// <param name="Files">The names of the databases that are there besides those that every folder has.</param>
internal sealed record FolderNote(bool IsInUse, IReadOnlyList<string> Files)
{
    // Older versions compare all of the file with one of these lines, and take every other text for a folder in use: what they then ask for is there.
    private const string InUse = "callgoose folder: in use";
    private const string Closed = "callgoose folder: closed";
    private const string FilePrefix = "file ";

    /// <summary>Reads what was written. What nobody has written counts as in use.</summary>
    public static FolderNote Parse(string text)
    {
        string[] lines = text.Split('\n');
        return new FolderNote(
            lines[0] != Closed,
            [.. lines.Where(static line => line.StartsWith(FilePrefix, StringComparison.Ordinal)).Select(static line => line[FilePrefix.Length..])]);
    }

    /// <summary>What to write.</summary>
    public override string ToString() => string.Concat([(IsInUse ? InUse : Closed) + "\n", .. Files.Select(static file => $"{FilePrefix}{file}\n")]);
}
