using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Storage.Tests;

/// <summary>A folder that is removed after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("callgoose-").FullName;

    /// <summary>The data folder in it, which does not exist yet.</summary>
    public string Data => Path.Combine(Root, "data");

    public string Incidents => Path.Combine(Data, "incidents.db");

    public string Log => Path.Combine(Data, "incidents.db-wal");

    public DataFolder Open() => DataFolder.Open(Data);

    /// <summary>What a power cut would leave: the current files, without the file that SQLite keeps only in memory.</summary>
    public TemporaryFolder CopyAsAfterCrash()
    {
        var copy = new TemporaryFolder();
        copy.Open();
        File.Copy(Incidents, copy.Incidents);
        File.Copy(Log, copy.Log);
        return copy;
    }

    /// <summary>What a killed process leaves, including the index of the log. Nothing may write in the meantime.</summary>
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
