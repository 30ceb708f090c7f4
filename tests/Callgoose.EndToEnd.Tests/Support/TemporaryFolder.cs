namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>A folder that is removed with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("callgoose-test-");

    /// <summary>A data folder that does not exist yet.</summary>
    public string Data => System.IO.Path.Combine(folder.FullName, "data");

    public string Path => folder.FullName;

    /// <summary>Creates the data folder, which otherwise only a server does.</summary>
    public TemporaryFolder WithData()
    {
        Directory.CreateDirectory(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    /// <summary>
    /// Options for <c>tokens create</c>: a configuration with the team or service that a token is bound to, whatever the server's has.
    /// </summary>
    public string[] Knowing(string[] options)
    {
        int at = Array.FindIndex(options, static option => option is "--team" or "--service");
        if (at < 0)
        {
            return [];
        }

        string file = System.IO.Path.Combine(Path, "knows.json");
        File.WriteAllText(file, $$"""{ "services": [ { "name": "{{options[at + 1]}}", "team": "{{options[at + 1]}}" } ] }""");
        return ["--config", file];
    }

    public void Dispose() => folder.Delete(recursive: true);
}
