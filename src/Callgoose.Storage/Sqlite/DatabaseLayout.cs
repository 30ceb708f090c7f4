using System.Globalization;

namespace Callgoose.Storage;

/// <summary>What a database file is and how its tables look.</summary>
/// <param name="ApplicationId">Marks the file as ours, and as which (<c>PRAGMA application_id</c>).</param>
/// <param name="Version">The version of the tables (<c>PRAGMA user_version</c>).</param>
/// <param name="Tables">The statements that make them in an empty file.</param>
internal sealed record DatabaseLayout(int ApplicationId, int Version, string Tables)
{
    /// <summary>Makes the tables in an empty file, in one transaction, or checks that the file is of this layout.</summary>
    /// <exception cref="StoreException">It is somebody else's file, or one of a newer version.</exception>
    public void Apply(SqliteDatabase database)
    {
        // The write lock first: two processes may open a new file at the same moment.
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            long application = Read(database, "PRAGMA application_id");
            long version = Read(database, "PRAGMA user_version");
            if (application == 0 && version == 0 && Read(database, "SELECT count(*) FROM sqlite_schema") == 0)
            {
                database.Execute(Tables);
                database.Execute(string.Create(
                    CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}"));
            }
            else if (application != ApplicationId)
            {
                throw new StoreException($"'{database.Path}' is not a file of this program; move it away, or name another data folder.");
            }
            else if (version != Version)
            {
                throw new StoreException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{database.Path}' has version {version}, this program knows version {Version}; use the program that wrote it, or a newer one."));
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

    private static long Read(SqliteDatabase database, string sql)
    {
        using SqliteStatement statement = database.Prepare(sql);
        statement.Step();
        return statement.Number(0);
    }
}
