using System.Security.Cryptography;
using Callgoose.Storage.Sqlite.Checksums;

namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>
/// Handles write-ahead logs that are damaged in the middle. SQLite uses the part before the damage and overwrites the rest. So a start
/// first keeps a copy, and continues only if the databases are consistent without the rest, which is not certain.
/// </summary>
internal static class DamagedLogs
{
    /// <summary>
    /// Finds the damaged logs of a folder. It skips those of the API log and of deliveries: they are not synced, so a power cut leaves them
    /// in the same state.
    /// </summary>
    /// <exception cref="IOException">A log cannot be read.</exception>
    public static IReadOnlyList<DamagedLog> Find(DataFolder folder) =>
        [.. folder.Databases.Select(static database => LogScan.Find(database + "-wal")).OfType<DamagedLog>()];

    /// <summary>Lists the copies in a folder.</summary>
    public static IReadOnlyList<string> Copies(DataFolder folder) =>
        Directory.Exists(folder.Path) ? [.. Directory.EnumerateFiles(folder.Path, "*-wal" + DamagedLog.CopySuffix + "*").Order(StringComparer.Ordinal)] : [];

    /// <summary>Copies the damaged logs of a folder that no process uses.</summary>
    /// <returns>A message for each.</returns>
    /// <exception cref="IOException">A log cannot be copied.</exception>
    public static IReadOnlyList<string> Keep(DataFolder folder) =>
        [.. Find(folder).Select(static damage => $"{damage}; all of the log is kept as '{Keep(damage)}'. Check the disk.")];

    private static string Keep(DamagedLog damage)
    {
        string copy = damage.Path + DamagedLog.CopySuffix;
        for (int i = 2; File.Exists(copy); i++)
        {
            if (Digest(copy).AsSpan().SequenceEqual(Digest(damage.Path)))
            {
                return copy;
            }

            copy = $"{damage.Path}{DamagedLog.CopySuffix}.{i}";
        }

        using var source = new FileStream(damage.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = new FileStream(copy, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
        return copy;
    }

    private static byte[] Digest(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return SHA256.HashData(file);
    }
}
