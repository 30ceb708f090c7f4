using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Hardening;

/// <summary>The unit is one that systemd takes without a word, and leaves the service little to do harm with.</summary>
public sealed class ServiceUnitTests(PublishedExecutable executable) : IDisposable
{
    /// <summary>A tenth of systemd's scale of 0 to 10, which calls up to 2 "OK". Was 1.2 when written; the network that the service is for makes most of it.</summary>
    private const string MostExposure = "15";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Systemd_finds_nothing_wrong()
    {
        CommandResult verified = await CommandResult.RunAsync("systemd-analyze", "verify", Installed());

        Assert.Equal((0, string.Empty), (verified.ExitCode, verified.Errors));
    }

    [Fact]
    public async Task The_service_is_exposed_little()
    {
        CommandResult rated = await CommandResult.RunAsync("systemd-analyze", "--no-pager", "security", "--offline=yes", "--threshold=" + MostExposure, Installed());

        Assert.True(rated.ExitCode == 0, rated.Output + rated.Errors);
    }

    /// <summary>What systemd's scale does not count, and SECURITY.md promises.</summary>
    [Theory]
    [InlineData("LimitCORE=0")]
    [InlineData("UMask=0077")]
    [InlineData("StateDirectoryMode=0700")]
    [InlineData("MemoryMax=1G")]
    public void Memory_files_and_dumps_are_bounded(string line) => Assert.Contains(line, ServiceUnit.Lines);

    /// <summary>The unit with the executable where it is here.</summary>
    private string Installed()
    {
        string unit = Path.Combine(folder.Path, "callgoose.service");
        File.WriteAllLines(unit, ServiceUnit.Lines.Select(line => line.Replace(ServiceUnit.InstalledExecutable, executable.Path, StringComparison.Ordinal)));
        return unit;
    }
}
