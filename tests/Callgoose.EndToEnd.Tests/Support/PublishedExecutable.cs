using System.Diagnostics;

[assembly: AssemblyFixture(typeof(Callgoose.EndToEnd.Tests.Support.PublishedExecutable))]

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>
/// The native executable that all tests run: the one that CALLGOOSE_EXE names (from the repository's root), or one that is published here, once for
/// the whole run.
/// </summary>
public sealed class PublishedExecutable
{
    public PublishedExecutable() =>
        Path = Environment.GetEnvironmentVariable("CALLGOOSE_EXE") is { Length: > 0 } given ? System.IO.Path.GetFullPath(given, RepositoryRoot()) : Publish();

    public string Path { get; }

    private static string Publish()
    {
        string root = RepositoryRoot();
        string output = System.IO.Path.Combine(root, "artifacts", "end-to-end");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "publish", System.IO.Path.Combine(root, "src", "Callgoose"), "-c", "Release", "-o", output },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };

        // The variables that start the test host are meant for it, not for the build.
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using Process publish = Process.Start(start)!;
        string log = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        Assert.True(publish.ExitCode == 0, log);
        return System.IO.Path.Combine(output, "callgoose");
    }

    /// <summary>The folder of the repository that these tests were built in.</summary>
    public static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Callgoose.Aot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("the tests do not run below the repository");
    }
}
