using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Vfs;

namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>Adds checksums to the pages of a file of an older version, by having SQLite rewrite it.</summary>
internal static class ChecksumMigration
{
    /// <summary>
    /// Rewrites a file that has no checksums, in one transaction: whatever happens, the file is unchanged or completely rewritten. It takes
    /// a second per 100 MB or so, and needs space for two copies meanwhile. Without this space the file stays without checksums; a warning
    /// says so, and the next start tries again.
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

    /// <summary>
    /// Does the same for a program that is not a server. If a server runs, which may have an older version, the file stays unchanged until
    /// that server restarts.
    /// </summary>
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
            // The server does it at its next start.
        }
    }
}
