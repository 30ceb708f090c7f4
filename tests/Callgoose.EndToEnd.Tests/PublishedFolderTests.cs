using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests;

/// <summary>What publishing leaves: one file that needs nothing installed but the C library.</summary>
public class PublishedFolderTests(PublishedExecutable executable)
{
    private const long MostBytes = 15_000_000;

    [Fact]
    public void The_folder_holds_the_executable_and_its_symbols_and_nothing_else()
    {
        IEnumerable<string?> names = Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(executable.Path)!).Select(Path.GetFileName);

        Assert.Equal(["callgoose", "callgoose.dbg"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_executable_is_small() => Assert.InRange(new FileInfo(executable.Path).Length, 1, MostBytes - 1);

    [Fact]
    public async Task SQLite_is_linked_in()
    {
        if (!File.Exists("/usr/bin/ldd"))
        {
            Assert.Skip("this system has no ldd");
        }

        CommandResult libraries = await CommandResult.RunAsync("/usr/bin/ldd", executable.Path);

        Assert.Equal(0, libraries.ExitCode);
        Assert.Contains("libc", libraries.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sqlite", libraries.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("not found", libraries.Output, StringComparison.Ordinal);
    }
}
