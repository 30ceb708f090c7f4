namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>Another server runs on the data folder.</summary>
public sealed class DataFolderInUseException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="cause">The error of the system, if it was asked for a file.</param>
    public DataFolderInUseException(string path, Exception? cause)
        : base($"Another server is running on the data folder '{path}'; stop it, or name another folder with --data.", cause)
    {
    }
}
