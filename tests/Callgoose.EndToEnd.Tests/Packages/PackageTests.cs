using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Packages;

/// <summary>The Debian package and the tar file that <c>src/Callgoose/Packaging/build-packages.sh</c> builds from the executable.</summary>
public class PackageTests(PublishedExecutable executable)
{
    private static readonly string BuildScript = Path.Combine(PublishedExecutable.RepositoryRoot(), "src", "Callgoose", "Packaging", "build-packages.sh");
    private static readonly string Lifecycle = Path.Combine(PublishedExecutable.RepositoryRoot(), "tests", "Callgoose.EndToEnd.Tests", "Packages", "lifecycle.sh");

    [Fact]
    public async Task The_package_is_installed_started_upgraded_removed_and_purged()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may mount the view of the machine that the package is installed in");

        CommandResult result = await CommandResult.RunAsync(Start.Of("bash", Lifecycle, executable.Path), TimeSpan.FromMinutes(5));

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.EndsWith("== done\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tar_file_has_the_executable_that_runs_where_it_is_unpacked()
    {
        using var folder = new TemporaryFolder();
        string tar = (await BuildAsync(folder, "1.0"))[1];

        CommandResult unpacked = await CommandResult.RunAsync("tar", "-C", folder.Path, "-xf", tar);
        CommandResult version = await CommandResult.RunAsync(Path.Combine(folder.Path, "callgoose-1.0", "bin", "callgoose"), "version");

        Assert.True(unpacked.ExitCode == 0, unpacked.Errors);
        Assert.StartsWith("callgoose ", version.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "callgoose-1.0", "callgoose.service")));
        Assert.True(File.Exists(Path.Combine(folder.Path, "callgoose-1.0", "share", "doc", "callgoose", "THIRD-PARTY-NOTICES.txt")));
    }

    private async Task<string[]> BuildAsync(TemporaryFolder folder, string version)
    {
        System.Diagnostics.ProcessStartInfo start = Start.Of("bash", BuildScript, executable.Path, Path.Combine(folder.Path, version));
        start.Environment["VERSION"] = version;
        start.Environment["DPKG_DEB_COMPRESSOR_TYPE"] = "none";
        CommandResult built = await CommandResult.RunAsync(start, TimeSpan.FromMinutes(5));
        Assert.True(built.ExitCode == 0, built.Errors);
        return built.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
