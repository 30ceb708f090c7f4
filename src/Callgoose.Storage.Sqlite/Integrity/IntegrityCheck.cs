using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Checksums;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Incidents;
using Callgoose.Storage.Sqlite.Tokens;

namespace Callgoose.Storage.Sqlite.Integrity;

/// <summary>
/// Checks the databases of a data folder, even while a server writes to them: the files must be consistent, and the incidents must follow
/// the rules.
/// </summary>
/// <remarks>It reads each database completely and in one consistent view. It changes nothing and does not delay the writer.</remarks>
public static class IntegrityCheck
{
    private const int MaxFindings = 100;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The rules of incidents: the name of the check, the message about an incident that breaks the rule, and a query for such incidents.</summary>
    private static readonly (string Check, string Finding, string Query)[] Rules =
    [
        ("at most one active incident for each incident key", "is active, and so is another incident with the same incident key", """
            SELECT i.id FROM incidents i WHERE i.state <> 3 AND i.index_key IS NOT NULL AND EXISTS (
                SELECT 1 FROM incidents o WHERE o.scope = i.scope AND o.key_space = i.key_space AND o.index_key = i.index_key AND o.state <> 3 AND o.sequence < i.sequence)
            """),
        ("times of resolution", "is resolved without a time of resolution, or active with one",
            "SELECT id FROM incidents WHERE (state = 3) <> (resolved_at IS NOT NULL)"),
        ("states", "has a state that does not exist", "SELECT id FROM incidents WHERE state NOT IN (1, 2, 3, 4)"),
        ("services", "belongs to no service", "SELECT id FROM incidents WHERE scope NOT IN (SELECT id FROM scopes)"),
        ("the index of incident keys", "has an incident key that is missing from the index", "SELECT id FROM incidents WHERE (incident_key IS NULL) <> (index_key IS NULL)"),
        ("states against timelines", "has another state than its timeline ends with", """
            SELECT i.id FROM incidents i WHERE i.state <> coalesce((
                SELECT CASE t.kind WHEN 1 THEN 1 WHEN 2 THEN 2 WHEN 3 THEN 1 WHEN 4 THEN 3 WHEN 6 THEN 4 END
                FROM transitions t WHERE t.incident = i.sequence AND t.kind IN (1, 2, 3, 4, 6) ORDER BY t.number DESC LIMIT 1),
                CASE i.first_kind WHEN 1 THEN 1 WHEN 6 THEN 4 END, -1)
            """),
        ("lengths of timelines", "has a timeline with lines missing or too many",
            "SELECT id FROM incidents i WHERE lines <> (SELECT count(*) FROM transitions t WHERE t.incident = i.sequence) + (first_kind IS NOT NULL)"),
        ("timelines without an incident", "does not exist, but lines of its timeline do",
            "SELECT DISTINCT 'with the sequence number ' || incident FROM transitions WHERE incident NOT IN (SELECT sequence FROM incidents)"),
    ];

    /// <summary>
    /// Requires that the databases are consistent without the commits after the damage in a log. It reads all of them, before anybody else
    /// opens them.
    /// </summary>
    /// <remarks>Afterwards everything readable is in the databases, and the logs are empty.</remarks>
    /// <param name="folder">The data folder; <see cref="DataFolder.KeepDamagedLogs"/> has kept a copy of a log.</param>
    /// <exception cref="StoreException">They are not consistent: a part of the missing data had been copied into them.</exception>
    public static void RequireSound(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        IReadOnlyList<string> findings = RunOnDatabases(folder, static _ => { });
        if (findings.Count > 0)
        {
            throw new StoreException($"{string.Join(' ', folder.Warnings)} The databases are damaged without them: {findings[0]} Restore a backup.");
        }

        foreach (string path in folder.Databases)
        {
            using var database = SqliteDatabase.OpenBeside(path, TimeSpan.Zero);
            database.TryEmptyLog();
        }
    }

    /// <summary>Checks a data folder.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="begun">Called before each file and rule with its description.</param>
    /// <returns>The findings; at most 100 for each file and rule. Empty if there are none.</returns>
    /// <exception cref="StoreException">A file does not exist or cannot be read at all.</exception>
    public static IReadOnlyList<string> Run(DataFolder folder, Action<string> begun)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(begun);
        begun("that no file is missing");
        var findings = new List<string>(MissingFiles.Find(folder));
        if (findings.Count > 0)
        {
            return findings;
        }

        begun("the write-ahead logs");
        findings.AddRange(DamagedLogs.Find(folder).Select(static damage => $"{damage}."));
        findings.AddRange(DamagedLogs.Copies(folder).Select(static copy =>
            $"'{copy}' is a copy of a write-ahead log that was damaged; it may hold acknowledged changes that exist nowhere else. Remove it when nobody needs it any more."));
        return [.. findings, .. RunOnDatabases(folder, begun)];
    }

    /// <summary>Checks only the content of the databases of a folder.</summary>
    internal static IReadOnlyList<string> RunOnDatabases(DataFolder folder, Action<string> begun)
    {
        var findings = new List<string>();
        foreach ((string path, DatabaseLayout layout) in ((string, DatabaseLayout)[])
            [(folder.Incidents, IncidentLayout.Current), (folder.Tokens, TokenLayout.Current), (folder.ApiLog, ApiLogLayout.Current), (folder.Delivery, DeliveryLayout.Current)])
        {
            // These files are created with the first call of a debugged token, and with the first destination.
            if ((path == folder.ApiLog || path == folder.Delivery) && !File.Exists(path))
            {
                continue;
            }

            if (new FileInfo(path) is { Exists: true, Length: 0 })
            {
                findings.Add($"'{path}' is empty: nothing was written to it yet, or it was truncated.");
                continue;
            }

            begun($"{Path.GetFileName(path)}: pages, tables and indexes");
            using var database = SqliteDatabase.OpenForReading(path, LockTimeout);
            List<string> ofFile = CheckFile(database);
            bool isCurrent = false;
            if (ofFile.Count == 0)
            {
                ofFile.AddRange(CheckLayout(database, layout, out isCurrent));
            }

            findings.AddRange(ofFile);
            if (!database.HasChecksums)
            {
                begun($"{Path.GetFileName(path)}: page checksums skipped, the file has none; the next start of a server adds them");
            }

            if (path != folder.Incidents || findings.Count > 0)
            {
                continue;
            }

            if (!isCurrent)
            {
                begun($"{Path.GetFileName(path)}: rules of incidents skipped, the file has an older version; the next start of a server migrates it");
            }
            else
            {
                findings.AddRange(CheckRules(database, begun));
            }
        }

        return findings;
    }

    private static List<string> CheckFile(SqliteDatabase database)
    {
        var findings = new List<string>();
        long damagedReads = PageDamage.CountOfThread;
        try
        {
            using SqliteStatement check = database.Prepare($"PRAGMA integrity_check({MaxFindings})");
            while (check.Step())
            {
                if (check.Text(0) is not "ok" and string finding)
                {
                    findings.Add($"{database.Path}: {finding}");
                }
            }
        }
        catch (StoreException e)
        {
            // The file is so damaged that SQLite cannot continue.
            findings.Add(e.Message);
        }

        if (PageDamage.CountOfThread > damagedReads && PageDamage.Last is string last)
        {
            findings.Insert(0, $"{last} are damaged: their checksums are wrong.");
        }

        return findings;
    }

    /// <summary>Checks whether a consistent file is the expected database.</summary>
    private static List<string> CheckLayout(SqliteDatabase database, DatabaseLayout layout, out bool isCurrent)
    {
        isCurrent = false;
        try
        {
            if (layout.HasNothingIn(database))
            {
                return [$"'{database.Path}' has no tables: it was replaced. Put the right file back with its '-wal', or restore a backup."];
            }

            isCurrent = !layout.IsMissingFrom(database);
            return isCurrent && layout.FindMissing(database) is { Count: > 0 } missing
                ? [$"'{database.Path}' lacks {string.Join(", ", missing)}: it was changed. Restore a backup."]
                : [];
        }
        catch (StoreException e)
        {
            return [e.Message];
        }
    }

    private static List<string> CheckRules(SqliteDatabase database, Action<string> begun)
    {
        var findings = new List<string>();
        database.Execute("BEGIN");
        foreach ((string check, string finding, string query) in Rules)
        {
            begun($"{Path.GetFileName(database.Path)}: {check}");
            using SqliteStatement broken = database.Prepare($"{query} LIMIT {MaxFindings}");
            while (broken.Step())
            {
                ReadOnlySpan<byte> id = broken.Bytes(0);
                string name = id.Length == TimeOrderedId.ByteLength ? TimeOrderedId.FromBytes(id).ToString() : broken.Text(0);
                findings.Add($"Incident {name} {finding}.");
            }
        }

        database.Execute("COMMIT");
        return findings;
    }
}
