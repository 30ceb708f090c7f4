using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.ApiLog;

/// <summary>
/// The table of <c>api-log.db</c>. It is a separate file because it holds no acknowledged data: it is written without syncing, and a crash
/// may lose its last second.
/// </summary>
internal static class ApiLogLayout
{
    /// <summary>The layout.</summary>
    public static DatabaseLayout Current { get; } = new(0x43676C31, 5, """
        CREATE TABLE calls (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id BLOB NOT NULL UNIQUE,
            received_at INTEGER NOT NULL,
            microseconds INTEGER NOT NULL,
            environment TEXT NOT NULL,
            token_id BLOB NOT NULL,
            token_name TEXT NOT NULL,
            source TEXT NOT NULL,
            remote_address TEXT NOT NULL,
            method TEXT NOT NULL,
            url TEXT NOT NULL,
            status INTEGER NOT NULL,
            verdicts BLOB NOT NULL,
            body_length INTEGER NOT NULL,
            body BLOB NOT NULL,
            scheme TEXT NOT NULL DEFAULT '',
            left_out INTEGER NOT NULL DEFAULT 0,
            refusal TEXT NOT NULL DEFAULT '');
        """)
    {
        Migrations =
        [
            "ALTER TABLE calls ADD COLUMN scheme TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE calls ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0",
            DatabaseLayout.OnlyChecksums,
            "ALTER TABLE calls ADD COLUMN refusal TEXT NOT NULL DEFAULT ''",
        ],
    };
}
