namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>A folder that ends with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("callgoose-test-");

    /// <summary>A data folder that does not exist yet.</summary>
    public string Data => System.IO.Path.Combine(folder.FullName, "data");

    public string Path => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
