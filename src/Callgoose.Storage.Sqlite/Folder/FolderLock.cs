namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>
/// The lock of one server on a data folder. It consists of the lock of the folder, and the lock of a file, which is the only one that older
/// versions know.
/// </summary>
internal sealed class FolderLock(FolderHandle folder, FileStream file) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        folder.Dispose();
    }
}
