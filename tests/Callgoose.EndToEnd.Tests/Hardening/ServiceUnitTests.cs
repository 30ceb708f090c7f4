using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Hardening;

/// <summary>systemd accepts the unit without a warning, and the unit leaves the service little power to do harm.</summary>
public sealed class ServiceUnitTests(PublishedExecutable executable) : IDisposable
{
    /// <summary>
    /// In tenths of systemd's scale of 0 to 10, which calls up to 2 "OK". Was 1.2 when written; most of it is the network, which the service needs.
    /// </summary>
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

    /// <summary>Restrictions that SECURITY.md promises and systemd's scale does not count.</summary>
    [Theory]
    [InlineData("LimitCORE=0")]
    [InlineData("UMask=0077")]
    [InlineData("StateDirectoryMode=0700")]
    [InlineData("MemoryMax=1G")]
    public void Memory_files_and_dumps_are_bounded(string line) => Assert.Contains(line, ServiceUnit.Lines);

    /// <summary>The unit with the path of the executable on this machine.</summary>
    private string Installed()
    {
        string unit = Path.Combine(folder.Path, "callgoose.service");
        File.WriteAllLines(unit, ServiceUnit.Lines.Select(line => line.Replace(ServiceUnit.InstalledExecutable, executable.Path, StringComparison.Ordinal)));
        return unit;
    }
}
