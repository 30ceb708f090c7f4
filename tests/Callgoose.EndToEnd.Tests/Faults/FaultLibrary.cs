using System.Diagnostics;

[assembly: AssemblyFixture(typeof(Callgoose.EndToEnd.Tests.Faults.FaultLibrary))]

namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>faults.c, compiled once for the whole run when the first test needs it.</summary>
public sealed class FaultLibrary : IDisposable
{
    private readonly Lazy<string> library = new(Compile);

    public string Path => library.Value;

    public void Dispose()
    {
        if (library.IsValueCreated)
        {
            File.Delete(Path);
        }
    }

    private static string Compile()
    {
        string source = System.IO.Path.Combine(AppContext.BaseDirectory, "Faults", "faults.c");
        string target = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"callgoose-faults-{Guid.NewGuid():N}.so");
        string compiler = File.Exists("/usr/bin/gcc") ? "gcc" : "clang";
        var start = new ProcessStartInfo(compiler, ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", target, source, "-ldl"])
        {
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        return target;
    }
}
