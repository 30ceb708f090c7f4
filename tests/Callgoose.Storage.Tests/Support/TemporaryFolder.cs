using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Storage.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("callgoose-").FullName;

    /// <summary>The data folder in it, not made yet.</summary>
    public string Data => Path.Combine(Root, "data");

    public string Incidents => Path.Combine(Data, "incidents.db");

    public string Log => Path.Combine(Data, "incidents.db-wal");

    public DataFolder Open() => DataFolder.Open(Data);

    /// <summary>What a power cut would leave: the files as they are now, without what SQLite only keeps in memory.</summary>
    public TemporaryFolder CopyAsAfterCrash()
    {
        var copy = new TemporaryFolder();
        copy.Open();
        File.Copy(Incidents, copy.Incidents);
        File.Copy(Log, copy.Log);
        return copy;
    }

    /// <summary>What a killed process leaves: the index of the log, too. Nobody writes meanwhile.</summary>
    public TemporaryFolder CopyAllAsAfterCrash()
    {
        var copy = new TemporaryFolder();
        copy.Open();
        foreach (string file in Directory.GetFiles(Data))
        {
            File.Copy(file, Path.Combine(copy.Data, Path.GetFileName(file)));
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
