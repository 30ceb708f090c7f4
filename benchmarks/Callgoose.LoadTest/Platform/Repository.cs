namespace Callgoose.LoadTest.Platform;

/// <summary>The product's sources, and the executable that is published from them.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The file that keeps the last results.</summary>
    public static string Readme => Path.Combine(Root, "benchmarks", "README.md");

    /// <summary>Publishes the product in the form that users get.</summary>
    /// <returns>The path of the executable.</returns>
    public static async Task<string> PublishProductAsync() =>
        Path.Combine(Path.GetDirectoryName(await PublishAsync("src", "Callgoose"))!, "callgoose");

    /// <summary>Publishes a project, in Release, into a folder outside version control.</summary>
    /// <returns>The path of an executable with the name of the project.</returns>
    public static async Task<string> PublishAsync(string folder, string project)
    {
        string output = Path.Combine(Root, "artifacts", "loadtest", project);
        await Child.RunAsync("dotnet", "publish", Path.Combine(Root, folder, project), "-c", "Release", "-o", output);
        return Path.Combine(output, project);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Callgoose.Aot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new LoadTestException("The load test must run from within the repository.");
    }
}
