using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary>A server that cannot start gives the reason in one line.</summary>
public class ServeTests(PublishedExecutable executable)
{
    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await AssertFailsAsync("http://127.0.0.1:" + port, port);
    }

    // 192.0.2.0/24 is reserved for documentation (RFC 5737): no machine has such an address.
    [Fact]
    public async Task An_address_of_another_machine_is_told_in_one_line() =>
        await AssertFailsAsync("http://192.0.2.1:8080", "address");

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_told_in_one_line()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "not a folder");

        await AssertFailsAsync("http://127.0.0.1:0", file, Path.Combine(file, "data"));
    }

    private async Task AssertFailsAsync(string urls, string hint, string? data = null)
    {
        using var folder = new TemporaryFolder();

        CommandResult result = await CommandResult.RunAsync(executable, "serve", "--data", data ?? folder.Data, "--urls", urls);

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        string line = Assert.Single(result.Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("callgoose: ", line, StringComparison.Ordinal);
        Assert.Contains(hint, line, StringComparison.Ordinal);
    }
}
