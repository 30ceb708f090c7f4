using System.Globalization;
using Callgoose.Storage.Sqlite.Checksums;
using Callgoose.Storage.Sqlite.Files;

namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>Finds files that are missing from a data folder on which a server has run, or that are not what they must be (tests/README.md R21).</summary>
internal static class MissingFiles
{
    /// <summary>Checks the databases with acknowledged data, and their logs.</summary>
    /// <returns>Sentences, each with what to do; none if all files are there, or never were.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyList<string> Find(DataFolder folder)
    {
        FolderNote? noted = FolderState.Read(folder);
        bool hasDeliveries = noted is not null && noted.Files.Contains(Path.GetFileName(folder.Delivery));
        return
        [
            .. ((string[])[folder.Incidents, folder.Tokens, folder.ApiLog, folder.Delivery]).SelectMany(FindStrange),
            .. folder.Databases.Select(database => Find(database, noted is not null, noted is { IsInUse: true }, database == folder.Incidents, folder)).OfType<string>(),
            .. hasDeliveries && FindDelivery(folder, noted!.IsInUse) is string delivery ? (string[])[delivery] : [],
        ];
    }

    /// <summary>Checks the API log. Its loss is only a warning, because everything else works without it.</summary>
    /// <returns>A sentence; null if the log is there, or never was.</returns>
    public static string? FindApiLog(DataFolder folder)
    {
        bool wasThere = FolderState.Read(folder) is FolderNote noted && noted.Files.Contains(Path.GetFileName(folder.ApiLog));
        return wasThere && LengthOf(folder.ApiLog) <= 0
            ? $"'{folder.ApiLog}' {WhatOf(folder.ApiLog)}, though a server has run on this folder: the entries of the API log are gone, and it is begun anew."
            : null;
    }

    /// <summary>
    /// Finds databases that are links: SQLite keeps the log of a database beside the file that a link leads to, other programs keep it
    /// beside the link.
    /// </summary>
    private static IEnumerable<string> FindStrange(string database) =>
        from path in (string[])[database, database + "-wal", database + "-shm"]
        let file = new FileInfo(path)
        let what = file.LinkTarget is not null ? "a symbolic link" : Directory.Exists(path) ? "a folder" : FileStatus.IsOther(path) ? "a pipe, a socket or a device" : null
        where what is not null
        select $"'{path}' is {what}, and has to be a file. Put the file itself there; the whole data folder may be a link.";

    private static string? Find(string database, bool isNoted, bool isInUse, bool keepsLog, DataFolder folder)
    {
        long length = LengthOf(database);
        long log = LengthOf(database + "-wal");
        if (length <= 0 && log > 0)
        {
            return $"'{database}' {WhatOf(database)}, and its write-ahead log '{database}-wal' of {log} bytes is useless without it. Put the database back, or start on an empty folder or on a backup.";
        }

        if (length <= 0 && isNoted)
        {
            return $"'{database}' {WhatOf(database)}, though a server has run on this folder. Put it back with its '-wal', or start on an empty folder or on a backup.";
        }

        if (!isInUse)
        {
            return null;
        }

        string wayOut = $"remove '{Path.Combine(folder.Path, FolderState.Name)}' and start again.";
        if (log < 0)
        {
            return $"'{database}-wal' is missing: the last server did not shut down cleanly, and its newest changes are in that file. Put it back. If another program has opened the database since, or the databases are those of a backup, nothing is lost: {wayOut}";
        }

        // Every change of tokens empties their log at once, so an empty log proves nothing.
        return (log > 0 || keepsLog) && LogEnd.FindMissing(database) is LogEnd end
            ? string.Create(CultureInfo.InvariantCulture, $"'{database}-wal' has {log} bytes, and had {end.LogLength} when the last server ended: the newest acknowledged changes are missing. Put it back. To go on without them, {wayOut}")
            : null;
    }

    private static string? FindDelivery(DataFolder folder, bool isInUse)
    {
        string file = folder.Delivery;
        string? missing = LengthOf(file) <= 0 ? file : isInUse && LengthOf(file + "-wal") < 0 ? file + "-wal" : null;
        return missing is null ? null
            : $"'{missing}' {WhatOf(missing)}: what waits to be delivered is in there. Put it back. To go on without, remove '{Path.Combine(folder.Path, FolderState.Name)}' and start again; what happens from then on is delivered.";
    }

    private static string WhatOf(string path) => LengthOf(path) < 0 ? "is missing" : "is empty";

    /// <summary>The length of a file; -1 if it does not exist.</summary>
    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : -1;
}
