namespace Callgoose.Demo;

/// <summary>A data folder for a demonstration, in the folder for temporary files; it ends with it.</summary>
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
            // Somebody looks into it: the system cleans its temporary files up by itself.
        }
    }
}
