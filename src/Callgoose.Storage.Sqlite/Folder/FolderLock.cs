namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>A data folder that one server has for itself: the lock of the folder, and that of the file which older versions know alone.</summary>
internal sealed class FolderLock(FolderHandle folder, FileStream file) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        folder.Dispose();
    }
}
