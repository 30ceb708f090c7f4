using System.Diagnostics;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Hardening;

/// <summary>confine.c, compiled once, and a folder that an unprivileged user can use.</summary>
public sealed class Confinement(PublishedExecutable executable) : IAsyncLifetime
{
    private const string Nobody = "65534";

    private readonly TemporaryFolder folder = new();

    /// <summary>A folder of the user that runs the confined programs.</summary>
    public string Shared => Path.Combine(folder.Path, "shared");

    /// <summary>A copy, because an unprivileged user may not be able to reach the original.</summary>
    public string Executable => Path.Combine(folder.Path, "callgoose");

    /// <summary>The command prefix that confines a command and, if the tests run as root, runs it as an unprivileged user.</summary>
    public string[] Prefix => Environment.UserName == "root"
        ? ["setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", Program, Calls]
        : [Program, Calls];

    private string Program => Path.Combine(folder.Path, "confine");

    private string Calls => Path.Combine(folder.Path, "calls");

    public async ValueTask InitializeAsync()
    {
        string compiler = File.Exists("/usr/bin/gcc") ? "gcc" : "clang";
        CommandResult compiled = await CommandResult.RunAsync(
            compiler, "-O2", "-Wall", "-Wextra", "-Werror", "-o", Program, Path.Combine(AppContext.BaseDirectory, "Hardening", "confine.c"), "-lseccomp");
        Assert.True(compiled.ExitCode == 0, compiled.Errors);
        await File.WriteAllLinesAsync(Calls, await ServiceUnit.AllowedCallsAsync());
        File.Copy(executable.Path, Executable);
        Directory.CreateDirectory(Shared);
        if (Environment.UserName == "root")
        {
            File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            using Process chown = Process.Start("chown", [Nobody, Shared]);
            await chown.WaitForExitAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
