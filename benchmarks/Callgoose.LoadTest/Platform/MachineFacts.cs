using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Callgoose.LoadTest.Platform;

/// <summary>The machine and the versions behind the figures; a figure without them means nothing.</summary>
/// <param name="Date">The day, in UTC.</param>
/// <param name="Product">The product's version and commit.</param>
/// <param name="Lines">Everything else.</param>
internal sealed partial record MachineFacts(string Date, string Product, IReadOnlyList<(string What, string Which)> Lines)
{
    /// <summary>Collects them from the machine and the programs.</summary>
    /// <param name="executable">The published product.</param>
    public static async Task<MachineFacts> CollectAsync(string executable) => new(
        DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        OneLine(string.Join('\n', (await Child.RunAsync(executable, "version")).Split('\n').Take(2))),
        [
            ("processor", $"{FieldOf("/proc/cpuinfo", "model name", ':')}, {Environment.ProcessorCount} cores"),
            ("memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024):F0} GiB"),
            ("system", FieldOf("/etc/os-release", "PRETTY_NAME", '=').Trim('"')),
            ("kernel", $"Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}"),
            ("file system", FileSystemOf(Path.GetTempPath())),
            (".NET", $"{RuntimeInformation.FrameworkDescription[5..]}, SDK {(await Child.RunAsync("dotnet", "--version")).Trim()}"),
            ("product", OneLine(await Child.RunAsync(executable, "version"))),
            ("nginx", await VersionOf("nginx", "-v")),
            ("Node.js", await VersionOf("node", "--version")),
            ("Alertmanager", await VersionOf("prometheus-alertmanager", "--version")),
            ("webhook", await VersionOf("webhook", "-version")),
            ("wrk", await VersionOf("wrk", "-v")),
        ]);

    private static async Task<string> VersionOf(string name, string argument)
    {
        if (Tools.Find(name) is not string path)
        {
            return "missing";
        }

        // They print it among other things, and wrk exits with an error code when asked for it.
        await using Child child = Child.Start(path, [argument]);
        await child.WaitAsync();
        return Version().Match(child.Output).Value;
    }

    private static string FieldOf(string file, string name, char separator) =>
        File.ReadLines(file).First(l => l.StartsWith(name, StringComparison.Ordinal)).Split(separator, 2)[1].Trim();

    private static string OneLine(string text) => Blanks().Replace(text.Trim().ReplaceLineEndings(", "), " ");

    private static string FileSystemOf(string folder) => new DriveInfo(folder).DriveFormat;

    [GeneratedRegex(@"\d+(\.\d+)+")]
    private static partial Regex Version();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
