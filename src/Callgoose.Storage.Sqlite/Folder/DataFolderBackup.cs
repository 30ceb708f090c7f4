using System.Formats.Tar;
using System.Globalization;
using System.Text;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>Copies a data folder into one file, while a server writes to it or not.</summary>
/// <remarks>
/// Each database is copied by SQLite from one view of it, so the copy is whole and has everything that was acknowledged
/// before the backup began. The incidents are copied before what is to be delivered: an event that leaves the former in between is in the latter, and
/// one that is in both is known there by its number. The API log is not in it: it tells of calls and holds nothing.
/// </remarks>
public static class DataFolderBackup
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const string WorkPrefix = ".callgoose-backup.";
    private const string WorkSuffix = ".tmp";

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Makes a tar file with the databases of a data folder, for its owner only; unpacked it is a data folder.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="file">The file to make; it must not be there yet.</param>
    /// <param name="begun">Told of each step before it is done.</param>
    /// <returns>The size of the file in bytes.</returns>
    /// <exception cref="StoreException">A database cannot be read, or its copy is not sound; no file is left.</exception>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static long Make(DataFolder folder, string file, Action<string> begun)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(begun);
        folder.RequireWhole();
        string target = Path.GetDirectoryName(Path.GetFullPath(file))!;
        RemoveLeftovers(target);
        string work = Directory.CreateDirectory(
            Path.Combine(target, $"{WorkPrefix}{Environment.ProcessId}{WorkSuffix}"), OwnerOnly | UnixFileMode.UserExecute).FullName;
        try
        {
            string tar = Path.Combine(work, "backup.tar");
            using (var stream = new FileStream(tar, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            {
                using var writer = new TarWriter(stream, leaveOpen: true);
                foreach (string database in DatabasesOf(folder))
                {
                    string copy = Path.Combine(work, Path.GetFileName(database));
                    Copy(database, copy, begun);
                    File.SetUnixFileMode(copy, OwnerOnly);
                    begun($"packing {Path.GetFileName(database)}");
                    writer.WriteEntry(copy, Path.GetFileName(database));
                }

                writer.Dispose();
                stream.Flush(flushToDisk: true);
            }

            // Appears under its name only when it is whole.
            File.Move(tar, file, overwrite: false);
            return new FileInfo(file).Length;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>What is copied, in this order.</summary>
    private static string[] DatabasesOf(DataFolder folder) =>
        folder.HasDeliveries ? [folder.Incidents, folder.Tokens, folder.Delivery] : [folder.Incidents, folder.Tokens];

    /// <summary>Removes what backups to the same folder have left that were killed: copies of the databases.</summary>
    private static void RemoveLeftovers(string target)
    {
        foreach (string work in Directory.Exists(target) ? Directory.GetDirectories(target, $"{WorkPrefix}*{WorkSuffix}") : [])
        {
            string process = Path.GetFileName(work)[WorkPrefix.Length..^WorkSuffix.Length];
            if (int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && (id == Environment.ProcessId || !Directory.Exists($"/proc/{id}")))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    private static void Copy(string database, string copy, Action<string> begun)
    {
        begun($"copying {Path.GetFileName(database)}, {new FileInfo(database).Length / 1_000_000} MB");
        using (var source = SqliteDatabase.OpenForReading(database, LockTimeout))
        {
            // SQLite counts VACUUM INTO as writing, though it only reads this file.
            source.Execute("PRAGMA query_only = OFF");
            using SqliteStatement copying = source.Prepare("VACUUM INTO ?1");
            copying.Bind(1, copy).Run();
        }

        begun($"checking the copy of {Path.GetFileName(database)}");
        using var check = SqliteDatabase.OpenForReading(copy, LockTimeout);
        string verdict = Encoding.UTF8.GetString(check.Read("PRAGMA integrity_check"));
        if (verdict != "ok")
        {
            throw new StoreException($"The copy of '{database}' is damaged: {verdict}");
        }
    }
}
