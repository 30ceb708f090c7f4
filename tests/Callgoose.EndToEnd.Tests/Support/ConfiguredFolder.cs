using System.Diagnostics;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>A folder with a configuration file, in which commands run.</summary>
public sealed class ConfiguredFolder(PublishedExecutable executable) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    public string File => System.IO.Path.Combine(folder.Path, "callgoose.json");

    /// <summary>Writes the file. The server listens on a free port unless the file says otherwise.</summary>
    public void Write(string members) =>
        System.IO.File.WriteAllText(File, members.Contains("\"urls\"", StringComparison.Ordinal) ? $"{{ {members} }}" : $"{{ \"urls\": \"http://127.0.0.1:0\", {members} }}");

    /// <summary>A command of the executable in this folder.</summary>
    public ProcessStartInfo Command(params string[] arguments)
    {
        ProcessStartInfo start = Start.Of([executable.Path, .. arguments]);
        start.WorkingDirectory = folder.Path;
        return start;
    }

    /// <summary>Runs a command in this folder to its end.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => CommandResult.RunAsync(Command(arguments));

    /// <summary>Starts a server in this folder.</summary>
    public Task<RunningServer> ServeAsync(params string[] arguments) => RunningServer.StartAsync(Command(["serve", .. arguments]));

    /// <summary>
    /// Creates a token in the data folder that the file names; it has the scopes to process and read unless the options say otherwise.
    /// </summary>
    public async Task<string> CreateTokenAsync(params string[] options)
    {
        if (!System.IO.File.ReadAllText(File).Contains("\"data\"", StringComparison.Ordinal))
        {
            // Only a server creates the folder by itself.
            Directory.CreateDirectory(System.IO.Path.Combine(Path, "callgoose-data"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        string[] scope = options.Contains("--scope") ? [] : ["--scope", "process,read"];
        CommandResult result = await RunAsync(["tokens", "create", "--name", "test", .. scope, .. options]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output.TrimEnd('\n');
    }

    public void Dispose() => folder.Dispose();
}
