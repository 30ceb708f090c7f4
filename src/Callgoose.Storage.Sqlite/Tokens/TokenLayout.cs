using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Tokens;

/// <summary>
/// The tables of <c>tokens.db</c>. It is a separate file, so that the command line never waits for the writer of incidents nor the writer
/// for it. Of each secret it has only the SHA-256.
/// </summary>
internal static class TokenLayout
{
    /// <summary>The maintenances that people began; <c>tags</c> is a JSON array of arrays of texts.</summary>
    private const string Maintenances = """

        CREATE TABLE maintenances (
            id BLOB PRIMARY KEY,
            service TEXT NOT NULL,
            begins_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            tags TEXT NOT NULL,
            reason TEXT NOT NULL,
            begun_by TEXT NOT NULL);
        """;

    /// <summary>The layout.</summary>
    public static DatabaseLayout Current { get; } = new(0x43677431, 7, """
        CREATE TABLE tokens (
            id BLOB PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            name TEXT NOT NULL,
            kind INTEGER NOT NULL,
            bound_to TEXT,
            scopes INTEGER NOT NULL,
            environment TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            revoked_at INTEGER,
            debug_until INTEGER,
            rate TEXT,
            form INTEGER NOT NULL DEFAULT 0,
            verification TEXT,
            takes_get INTEGER NOT NULL DEFAULT 0);
        """ + Maintenances)
    {
        Migrations =
        [
            "ALTER TABLE tokens ADD COLUMN debug_until INTEGER",
            "ALTER TABLE tokens ADD COLUMN rate TEXT",
            DatabaseLayout.OnlyChecksums,
            "ALTER TABLE tokens ADD COLUMN form INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE tokens ADD COLUMN verification TEXT; ALTER TABLE tokens ADD COLUMN takes_get INTEGER NOT NULL DEFAULT 0",
            Maintenances,
        ],
    };
}
