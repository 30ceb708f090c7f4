namespace Callgoose.Demo;

/// <summary>A temporary data folder, which is deleted when the demonstration ends.</summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("callgoose-demo-");

    /// <summary>The folder.</summary>
    public string Path => folder.FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Another program has it open; the system deletes temporary files by itself.
        }
    }
}
