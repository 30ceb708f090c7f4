using System.Globalization;
using SQLitePCL;

namespace Callgoose.Storage;

/// <summary>What a database file is and how its tables look.</summary>
/// <param name="ApplicationId">Marks the file as ours, and as which (<c>PRAGMA application_id</c>).</param>
/// <param name="Version">The version of the tables (<c>PRAGMA user_version</c>).</param>
/// <param name="Tables">The statements that make them in an empty file.</param>
internal sealed record DatabaseLayout(int ApplicationId, int Version, string Tables)
{
    /// <summary>Tells whether the file is empty, without changing it.</summary>
    /// <exception cref="StoreException">It is neither empty nor of this layout and version.</exception>
    public bool IsMissingFrom(SqliteDatabase database)
    {
        // One view of the file: another process may be making the tables.
        database.Execute("BEGIN");
        try
        {
            return IsEmpty(database);
        }
        finally
        {
            database.Execute("ROLLBACK");
        }
    }

    /// <summary>Makes the tables in one transaction, unless another process has made them by now.</summary>
    /// <exception cref="StoreException">The file is neither empty nor of this layout and version.</exception>
    public void Make(SqliteDatabase database)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            if (IsEmpty(database))
            {
                database.Execute(Tables);
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

    private bool IsEmpty(SqliteDatabase database)
    {
        long application = ReadApplicationId(database);
        long version = database.ReadNumber("PRAGMA user_version");
        if (application == 0 && version == 0 && database.ReadNumber("SELECT count(*) FROM sqlite_schema") == 0)
        {
            return true;
        }

        if (application != ApplicationId)
        {
            throw Foreign(database);
        }

        if (version != Version)
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{database.Path}' has version {version}, this program knows version {Version}; use the program that wrote it, or a newer one."));
        }

        return false;
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
        new($"'{database.Path}' is not a file of this program; move it away, or name another data folder.");
}
