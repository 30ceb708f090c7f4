namespace Callgoose.Storage.Sqlite.Files;

/// <summary>A file that only its owner may read and write.</summary>
internal static class OwnerFile
{
    /// <summary>Creates a file if it does not exist. SQLite gives the files that it puts beside a database the same mode.</summary>
    public static void Create(string path)
    {
        if (!File.Exists(path))
        {
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
    }
}
