namespace Callgoose.LoadTest.Platform;

/// <summary>A folder that is gone after its use.</summary>
internal sealed class TempFolder : IDisposable
{
    /// <summary>Makes the folder below the system's folder for temporary files.</summary>
    public TempFolder() => FullName = Directory.CreateTempSubdirectory("callgoose-load-").FullName;

    /// <summary>Its path.</summary>
    public string FullName { get; }

    /// <summary>The path of something in it.</summary>
    public string this[string name] => Path.Combine(FullName, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
