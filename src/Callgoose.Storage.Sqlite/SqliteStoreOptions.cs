using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Writer;

namespace Callgoose.Storage.Sqlite;

/// <summary>How the embedded store is run.</summary>
public sealed record SqliteStoreOptions : StoreOptions
{
    /// <summary>Where the files are.</summary>
    public required DataFolder Folder { get; init; }

    /// <summary>
    /// Whether the folder notes that it is in use (<see cref="DataFolder.BeginUse"/>) before anything is committed: as a server wants it. What cannot be
    /// noted cannot be committed, either.
    /// </summary>
    public bool NotesUse { get; init; }

    /// <summary>How long a write waits for another process that holds the file before it counts as failed.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
