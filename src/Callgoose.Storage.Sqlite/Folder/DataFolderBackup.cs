using System.Formats.Tar;
using System.Globalization;
using System.Text;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>Copies a data folder into one file, even while a server writes to it.</summary>
/// <remarks>
/// SQLite copies each database from one consistent view, so the copy is complete and has everything that was acknowledged before the backup
/// began. Incidents are copied before deliveries: an event that leaves the outbox in between is then in the copy of the deliveries, and an
/// event in both is recognised by its number. The API log is not copied: it describes calls, and no data depends on it.
/// </remarks>
public static class DataFolderBackup
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const string WorkPrefix = ".callgoose-backup.";
    private const string WorkSuffix = ".tmp";

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Creates a tar file with the databases of a data folder, readable by its owner only. Unpacked, it is a data folder.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="file">The file to create; it must not exist.</param>
    /// <param name="begun">Called before each step with its description.</param>
    /// <returns>The size of the file in bytes.</returns>
    /// <exception cref="StoreException">A database cannot be read, or its copy is inconsistent; no file is left.</exception>
    /// <exception cref="IOException">The file exists already, or cannot be written.</exception>
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

            // The file gets its name only when it is complete.
            File.Move(tar, file, overwrite: false);
            return new FileInfo(file).Length;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>The databases to copy, in this order.</summary>
    private static string[] DatabasesOf(DataFolder folder) =>
        folder.HasDeliveries ? [folder.Incidents, folder.Tokens, folder.Delivery] : [folder.Incidents, folder.Tokens];

    /// <summary>Removes the copies of databases that killed backups to the same folder have left.</summary>
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
            // SQLite treats VACUUM INTO as a write, although it only reads this file.
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
