namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>Other users than the owner may enter the data folder or open a file of it.</summary>
public sealed class DataFolderExposedException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The folder or the file.</param>
    /// <param name="mode">Its mode.</param>
    /// <param name="wanted">The most permissive mode that is allowed.</param>
    public DataFolderExposedException(string path, UnixFileMode mode, UnixFileMode wanted)
        : base($"Other users may read or change '{path}' (mode {Octal(mode)}), which holds payloads and the hashes of tokens; if it belongs to another program, name another folder with --data; else run: chmod {Octal(wanted)} '{path}'")
    {
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8);
}
