using System.Globalization;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Folder;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Database;

/// <summary>The type and the tables of a database file.</summary>
/// <param name="ApplicationId">The mark that identifies the kind of file (<c>PRAGMA application_id</c>).</param>
/// <param name="Version">The version of the tables (<c>PRAGMA user_version</c>).</param>
/// <param name="Tables">The statements that create the tables in an empty file.</param>
internal sealed record DatabaseLayout(int ApplicationId, int Version, string Tables)
{
    /// <summary>
    /// The migration to a version that has the same tables but checksums in its pages. It is a new version because a program of the
    /// previous one would write pages without checksums. The file is converted by <see cref="ChecksumMigration"/> rather than by a
    /// statement.
    /// </summary>
    public const string OnlyChecksums = "";

    /// <summary>The statements that migrate from each version to the next: the first ones from version 1 to version 2.</summary>
    public IReadOnlyList<string> Migrations { get; init; } = [];

    /// <summary>Tells whether the file is empty or has an older version, without changing it.</summary>
    /// <exception cref="StoreException">It belongs to another program, or has a version that this program does not know.</exception>
    public bool IsMissingFrom(SqliteDatabase database) => LookForVersion(database) < Version;

    /// <summary>Tells whether the file has no tables at all.</summary>
    /// <exception cref="StoreException">It belongs to another program, or has a version that this program does not know.</exception>
    public bool HasNothingIn(SqliteDatabase database) => LookForVersion(database) == 0;

    /// <summary>Returns the tables and indexes that are missing from a file of this version.</summary>
    public IReadOnlyList<string> FindMissing(SqliteDatabase database)
    {
        using var whole = SqliteDatabase.OpenInMemory();
        whole.Execute(Tables);
        return [.. Names(whole).Except(Names(database))];
    }

    private static List<string> Names(SqliteDatabase database)
    {
        var names = new List<string>();
        using SqliteStatement read = database.Prepare("SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name");
        while (read.Step())
        {
            names.Add(read.Text(0));
        }

        return names;
    }

    private int LookForVersion(SqliteDatabase database)
    {
        // A transaction gives one consistent view: another process may be creating the tables.
        database.Execute("BEGIN");
        try
        {
            return ReadVersion(database);
        }
        finally
        {
            // SQLite ends the transaction itself if the file is damaged, and an error here must not hide that report.
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK");
            }
        }
    }

    /// <summary>
    /// Creates the tables, or migrates those of an older version, unless another process has done so by now. It runs in one transaction:
    /// whatever happens, the file has the old version or the new one.
    /// </summary>
    /// <exception cref="StoreException">It belongs to another program, or has a version that this program does not know.</exception>
    public void Make(SqliteDatabase database)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            int version = ReadVersion(database);
            if (version < Version)
            {
                IEnumerable<string> steps = version == 0 ? [Tables] : Migrations.Skip(version - 1);
                foreach (string step in steps)
                {
                    database.Execute(step);
                }

                database.Execute(string.Create(
                    CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}"));
            }

            database.Execute("COMMIT");
        }
        catch
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>Reads the version of the tables; 0 for an empty file.</summary>
    private int ReadVersion(SqliteDatabase database)
    {
        long application = ReadApplicationId(database);
        long version = database.ReadNumber("PRAGMA user_version");
        if (application == 0 && version == 0 && database.ReadNumber("SELECT count(*) FROM sqlite_schema") == 0)
        {
            return 0;
        }

        if (application != ApplicationId)
        {
            throw Foreign(database);
        }

        if (version < 1 || version > Version)
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{database.Path}' has version {version}, this program knows versions 1 to {Version}; use the program that wrote it, or a newer one."));
        }

        return (int)version;
    }

    private static long ReadApplicationId(SqliteDatabase database)
    {
        try
        {
            return database.ReadNumber("PRAGMA application_id");
        }
        catch (StoreException e) when (e.ResultCode == raw.SQLITE_NOTADB)
        {
            throw Foreign(database);
        }
    }

    private static StoreException Foreign(SqliteDatabase database) =>
        new($"'{database.Path}' is not a file of callgoose; name another data folder with --data, or move the file away.");
}
