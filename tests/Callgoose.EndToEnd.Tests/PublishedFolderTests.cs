using System.Globalization;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests;

/// <summary>The result of publishing: one file that needs nothing installed except the C library.</summary>
public class PublishedFolderTests(PublishedExecutable executable)
{
    [Fact]
    public void The_folder_holds_the_executable_and_its_symbols_and_nothing_else()
    {
        IEnumerable<string?> names = Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(executable.Path)!).Select(Path.GetFileName);

        Assert.Equal(["callgoose", "callgoose.dbg"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_executable_is_no_larger_than_its_capabilities_were_given()
    {
        // Each line has a number of bytes, and the capability that needs them.
        long most = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "size-budget.txt"))
            .Where(static line => line.Length > 0 && line[0] != '#')
            .Sum(static line => long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture));
        long size = new FileInfo(executable.Path).Length;

        Assert.True(
            size <= most,
            $"The executable has {size} bytes, {size - most} more than size-budget.txt gives: make it smaller, or add a line for the capability that needs them.");
    }

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
