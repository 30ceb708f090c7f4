using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Deliveries;

/// <summary>
/// The tables of <c>delivery.db</c>. It is a separate file, so that the commit of a webhook writes no deliveries. Times are Unix
/// milliseconds (UTC). The numbers of <c>state</c> are those of <see cref="DeliveryState"/>.
/// </summary>
internal static class DeliveryLayout
{
    /// <summary>Version 2: which dead letters are not yet on the timelines of their incidents.</summary>
    private const string Version2 = """
        ALTER TABLE deliveries ADD COLUMN told INTEGER NOT NULL DEFAULT 1;
        CREATE INDEX deliveries_untold ON deliveries (sequence) WHERE told = 0;
        CREATE INDEX deliveries_dead ON deliveries (destination, sequence) WHERE state = 3;
        """;

    /// <summary>Version 4: when a destination was removed from the configuration, if deliveries still wait for it.</summary>
    private const string Version4 = "ALTER TABLE destinations ADD COLUMN removed_at INTEGER";

    /// <summary>The layout.</summary>
    public static DatabaseLayout Current { get; } = new(0x43676431, 4, """
        CREATE TABLE progress (id INTEGER PRIMARY KEY CHECK (id = 1), taken INTEGER NOT NULL);

        CREATE TABLE destinations (name TEXT PRIMARY KEY, since INTEGER NOT NULL, removed_at INTEGER) WITHOUT ROWID;

        CREATE TABLE events (sequence INTEGER PRIMARY KEY, event BLOB NOT NULL);

        CREATE TABLE deliveries (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL,
            destination TEXT NOT NULL,
            event INTEGER NOT NULL,
            incident BLOB NOT NULL,
            environment TEXT NOT NULL,
            service TEXT NOT NULL,
            number INTEGER NOT NULL,
            kind TEXT NOT NULL,
            urgent INTEGER NOT NULL,
            state INTEGER NOT NULL,
            tries INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            tried_at INTEGER,
            finished_at INTEGER,
            status INTEGER,
            answer TEXT,
            fell_back INTEGER NOT NULL,
            told INTEGER NOT NULL DEFAULT 1);

        CREATE INDEX deliveries_waiting ON deliveries (destination, sequence) WHERE state = 1;
        CREATE INDEX deliveries_by_incident ON deliveries (incident);
        CREATE INDEX deliveries_untold ON deliveries (sequence) WHERE told = 0;
        CREATE INDEX deliveries_dead ON deliveries (destination, sequence) WHERE state = 3;

        CREATE TABLE threads (
            destination TEXT NOT NULL,
            incident BLOB NOT NULL,
            thread TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (destination, incident)) WITHOUT ROWID;
        """)
    {
        Migrations = [Version2, DatabaseLayout.OnlyChecksums, Version4],
    };
}
