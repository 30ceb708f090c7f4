using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Writer;

namespace Callgoose.Storage.Sqlite;

/// <summary>The settings of the embedded store.</summary>
public sealed record SqliteStoreOptions : StoreOptions
{
    /// <summary>The data folder.</summary>
    public required DataFolder Folder { get; init; }

    /// <summary>
    /// True to record in the folder that it is in use (<see cref="DataFolder.BeginUse"/>) before the first commit, as a server must. If it
    /// cannot be recorded, nothing can be committed.
    /// </summary>
    public bool NotesUse { get; init; }

    /// <summary>How long a write waits for another process that has the file locked before it fails.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
