using System.Diagnostics;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>A data folder on a disk that fails on demand.</summary>
public sealed class FaultyFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly PublishedExecutable executable;
    private readonly string library;
    private readonly string controlFile;

    public FaultyFolder(PublishedExecutable executable, FaultLibrary library)
    {
        this.executable = executable;
        this.library = library.Path;
        controlFile = Path.Combine(folder.Path, "control");
        Faults = new FaultControl(controlFile);
    }

    public FaultControl Faults { get; }

    public string Data => folder.Data;

    /// <summary>The file in which the server keeps what it overwrites, if it starts with an undo log.</summary>
    public string UndoLog => Path.Combine(folder.Path, "undo");

    /// <summary>A command on the folder, under the faults of <see cref="Faults"/>.</summary>
    /// <param name="keepUndo">Whether it keeps an undo log, which a simulated power cut needs.</param>
    /// <param name="command">The command and its arguments.</param>
    public ProcessStartInfo Command(bool keepUndo, params string[] command)
    {
        ProcessStartInfo start = Start.Of([executable.Path, .. command, "--data", Data]);
        start.Environment["LD_PRELOAD"] = library;
        start.Environment["FAULTS_CONTROL"] = controlFile;
        if (keepUndo)
        {
            start.Environment["FAULTS_UNDO"] = UndoLog;
        }

        return start;
    }

    /// <summary>Starts a server on the folder.</summary>
    /// <param name="keepUndo">Whether it keeps an undo log; each start begins a new one.</param>
    /// <param name="variables">Settings as environment variables.</param>
    public Task<RunningServer> ServeAsync(bool keepUndo = false, params (string Name, string Value)[] variables)
    {
        File.Delete(UndoLog);
        ProcessStartInfo start = Command(keepUndo, "serve", "--urls", "http://127.0.0.1:0");
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        return RunningServer.StartAsync(start);
    }

    /// <summary>Asserts that every database of the folder is intact, and consistent by the rules of incidents.</summary>
    public async Task AssertSoundAsync()
    {
        CommandResult integrity = await CommandResult.RunAsync(executable, "integrity", "--data", Data);
        Assert.True(integrity.ExitCode == 0, integrity.Output + integrity.Errors);
    }

    public void Dispose()
    {
        Faults.Dispose();
        folder.Dispose();
    }
}
