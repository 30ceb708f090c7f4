using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Packages;

/// <summary>The licences of everything that the executable links, from the packages: <c>src/Callgoose/Packaging/THIRD-PARTY-NOTICES.txt</c>.</summary>
public class NoticesTests
{
    private static readonly string Project = Path.Combine(PublishedExecutable.RepositoryRoot(), "src", "Callgoose");
    private static readonly string Notices = File.ReadAllText(Path.Combine(Project, "Packaging", "THIRD-PARTY-NOTICES.txt"));

    [Fact]
    public void Every_package_that_the_executable_is_made_of_is_named_with_its_version()
    {
        // The result of restore: the packages of the project and of everything it refers to, and the runtime that publishing downloads.
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(Project, "obj", "project.assets.json")));
        IEnumerable<(string Name, string Version)> packages = assets.RootElement.GetProperty("targets").EnumerateObject()
            .SelectMany(static target => target.Value.EnumerateObject())
            .Where(static library => library.Value.GetProperty("type").GetString() == "package")
            .Select(static library => (library.Name.Split('/')[0], library.Name.Split('/')[1]));
        IEnumerable<(string Name, string Version)> downloads = assets.RootElement.GetProperty("project").GetProperty("frameworks").EnumerateObject()
            .Where(static framework => framework.Value.TryGetProperty("downloadDependencies", out _))
            .SelectMany(static framework => framework.Value.GetProperty("downloadDependencies").EnumerateArray())
            .Select(static download => (download.GetProperty("name").GetString()!, download.GetProperty("version").GetString()!.Trim('[', ']').Split(',')[0]));

        string[] unnamed = [.. packages.Concat(downloads).Distinct().Where(static package => !IsNamed(package.Name, package.Version)).Select(static package => $"{package.Name} {package.Version}")];

        Assert.Contains(packages, static package => package.Name == "SQLitePCLRaw.core");
        Assert.True(unnamed.Length == 0, "THIRD-PARTY-NOTICES.txt does not name: " + string.Join(", ", unnamed));
    }

    [Theory]
    [InlineData("The MIT License (MIT)")]
    [InlineData("Apache License")]
    [InlineData("dedicated to the public domain")]
    [InlineData("License notice for Zlib")]
    [InlineData("License notice for Brotli")]
    public void The_texts_of_the_licences_are_there(string text) => Assert.Contains(text, Notices, StringComparison.OrdinalIgnoreCase);

    /// <summary>Looks for a line with the name and the version. One file serves every architecture.</summary>
    private static bool IsNamed(string name, string version) =>
        Notices.Split('\n').Any(line => line.Contains(name.Replace("linux-arm64", "linux-x64", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
            && line.Contains(version, StringComparison.Ordinal));
}
