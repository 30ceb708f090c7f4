using System.Buffers.Binary;
using Callgoose.Storage.Sqlite.Files;
using Callgoose.Storage.Sqlite.Locks;

namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>
/// Recognises a folder of another program by the first bytes of its files, without opening a database. SQLite's error message about a
/// foreign file would not help a person who named the wrong folder.
/// </summary>
internal static class ForeignFiles
{
    /// <summary>The upper half of the application id of each database of this program: "Cg".</summary>
    private const int OwnMark = 0x4367;

    private const string Advice = "Name another data folder with --data, or move the file away if nothing needs it.";

    /// <summary>Files in the top folder of other databases.</summary>
    private static readonly (string File, string Program)[] Signs =
        [("PG_VERSION", "PostgreSQL"), ("ibdata1", "MySQL or MariaDB"), ("WiredTiger", "MongoDB"), ("grafana.db", "Grafana"), ("appendonlydir", "Redis")];

    private static readonly string[] DatabaseEndings = [".db", ".sqlite", ".sqlite3", ".db3"];

    /// <summary>Checks the databases of a folder, or its other files if it has no databases.</summary>
    /// <returns>What the first foreign file is, and what to do; null if the folder belongs to this program, or is free.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static string? Find(DataFolder folder)
    {
        if (!Directory.Exists(folder.Path))
        {
            return null;
        }

        bool isNoted = folder.WasUsed;
        string[] databases = [folder.Incidents, folder.Tokens, folder.ApiLog, folder.Delivery];
        string? foreign = databases.Select(path => WhatOf(path, isNoted) is string what ? $"'{path}' is {what}; callgoose did not make it. {Advice}" : null).OfType<string>().FirstOrDefault();
        return foreign ?? (isNoted || databases.Any(File.Exists) ? null : FindOther(folder));
    }

    /// <summary>
    /// Tells what a file is if it is foreign. In a folder on which a server has run, a file with an unreadable beginning counts as damaged
    /// rather than foreign, and a header without a mark proves nothing, because the mark may still be in the write-ahead log.
    /// </summary>
    private static string? WhatOf(string path, bool isNoted)
    {
        if (Header(path) is not { Length: > 0 } header)
        {
            return null;
        }

        if (!IsSqlite(header))
        {
            return isNoted ? null : "not an SQLite database";
        }

        int found = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(68));
        bool mayBeNew = new FileInfo(path + "-wal") is { Exists: true, Length: > 0 } || BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(28)) <= 1;
        return found >> 16 == OwnMark || (found == 0 && (isNoted || mayBeNew)) ? null : $"an SQLite database of another program (application_id {found})";
    }

    private static string? FindOther(DataFolder folder)
    {
        foreach ((string file, string program) in Signs)
        {
            if (Path.Exists(Path.Combine(folder.Path, file)))
            {
                return $"'{folder.Path}' is a data folder of {program}: it has '{file}'. Name another data folder with --data.";
            }
        }

        return Directory.EnumerateFiles(folder.Path)
            .Where(static path => DatabaseEndings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            .FirstOrDefault(static path => Header(path) is { Length: > 0 } header && IsSqlite(header)) is string other
            ? $"'{folder.Path}' is a folder of another program: it has the SQLite database '{Path.GetFileName(other)}'. Name another data folder with --data."
            : null;
    }

    private static bool IsSqlite(byte[] header) => header.Length == 100 && header.AsSpan().StartsWith("SQLite format 3\0"u8);

    /// <summary>Reads the first bytes of a file; null if there is no readable file.</summary>
    private static byte[]? Header(string path)
    {
        if (!File.Exists(path) || FileStatus.IsOther(path))
        {
            return null;
        }

        try
        {
            return OpenDatabases.Look<(byte[] Bytes, int Length)>(path, () => Read(path))?.Bytes;
        }
        catch (UnauthorizedAccessException)
        {
            // Opening the database will report it.
            return null;
        }
    }

    private static (byte[] Bytes, int Length)? Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] header = new byte[100];
        int length = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        return (header[..length], length);
    }
}
