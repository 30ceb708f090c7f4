namespace Callgoose.Generators.Tests;

/// <summary>Compares emitted files with committed ones.</summary>
internal static class Snapshot
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    /// <summary>The folder holds exactly these texts, byte for byte, and no others.</summary>
    public static void Matches(string folder, IReadOnlyDictionary<string, string> texts)
    {
        string path = Path.Combine(Fixture.ProjectFolder, "Snapshots", folder);
        if (Update)
        {
            Write(path, texts);
        }

        Assert.True(Directory.Exists(path), $"there is no snapshot {folder}; run with UPDATE_SNAPSHOTS=1 and read what it writes");
        Assert.Equal(texts.Keys.Order(StringComparer.Ordinal), Directory.EnumerateFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(texts, text => Assert.Equal(File.ReadAllText(Path.Combine(path, text.Key)), text.Value));
    }

    private static void Write(string path, IReadOnlyDictionary<string, string> texts)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(path);
        foreach ((string name, string text) in texts)
        {
            File.WriteAllText(Path.Combine(path, name), text);
        }
    }
}
