using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Vfs;

namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>Gives checksums to the pages of a file that an older version made, by having SQLite rewrite it.</summary>
internal static class ChecksumMigration
{
    /// <summary>
    /// Rewrites a file if it has none. One transaction: whatever happens in it, the file is as it was or rewritten. It takes a second for each
    /// 100 MB or so, and needs room for two copies meanwhile. Where there is none the file goes on without, which is told, and the next start tries again.
    /// </summary>
    /// <param name="database">The file, which no other server uses.</param>
    /// <param name="folder">Its folder.</param>
    public static void Run(SqliteDatabase database, DataFolder folder)
    {
        if (database.HasChecksums)
        {
            return;
        }

        StoreVfs.PutTemporaryFiles(database.Path + ".rewriting");
        try
        {
            database.Execute("VACUUM");
            database.TryEmptyLog();
        }
        catch (StoreException e)
        {
            folder.Warn($"The pages of '{database.Path}' have no checksums, so damage to them may go unseen: {e.Message} The next start tries again; it needs room for two copies of the file.");
        }
        finally
        {
            StoreVfs.PutTemporaryFiles(null);
        }
    }

    /// <summary>The same for a program that is no server. Where one runs, which may be of an older version, the file stays as it is until that starts again.</summary>
    public static void RunUnlessServed(SqliteDatabase database, DataFolder folder)
    {
        if (database.HasChecksums)
        {
            return;
        }

        try
        {
            using IDisposable folderLock = folder.Lock();
            Run(database, folder);
        }
        catch (DataFolderInUseException)
        {
            // The server's own start does it.
        }
    }
}
