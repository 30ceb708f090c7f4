namespace Callgoose.LoadTest.Platform;

/// <summary>A folder that is removed after its use, at the latest when this program ends.</summary>
internal sealed class TempFolder : IDisposable
{
    private static readonly HashSet<string> Present = [];

    static TempFolder() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => DeleteAll();

    /// <summary>Makes the folder below the system's folder for temporary files.</summary>
    public TempFolder()
    {
        FullName = Directory.CreateTempSubdirectory("callgoose-load-").FullName;
        lock (Present)
        {
            Present.Add(FullName);
        }
    }

    /// <summary>Its path.</summary>
    public string FullName { get; }

    /// <summary>The path of something in it.</summary>
    public string this[string name] => Path.Combine(FullName, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Present)
        {
            Present.Remove(FullName);
        }

        Directory.Delete(FullName, recursive: true);
    }

    private static void DeleteAll()
    {
        // First end the processes that may still write there.
        Child.KillAll();
        lock (Present)
        {
            foreach (string folder in Present)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
