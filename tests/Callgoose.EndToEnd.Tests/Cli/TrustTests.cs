using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary>Commands that talk to a server over TLS, and their messages when they cannot.</summary>
public sealed class TrustTests(PublishedExecutable executable)
{
    [Fact]
    public async Task A_certificate_that_signs_itself_is_refused_in_words_and_trusted_with_ca()
    {
        using var folder = new TlsFolder(executable);
        await using RunningServer server = await folder.ServeAsync();
        string token = await server.WaitForFirstTokenAsync();
        string[] where = ["--url", server.Address.ToString(), "--token", token];

        CommandResult refused = await CommandResult.RunAsync(executable, ["incidents", "list", .. where]);
        CommandResult trusted = await CommandResult.RunAsync(executable, ["incidents", "list", "--ca", folder.CertificateFile, .. where]);
        CommandResult sent = await CommandResult.RunAsync(executable, ["send-test", "--from", "BetterStack", "--ca", folder.CertificateFile, .. where]);
        CommandResult noFile = await CommandResult.RunAsync(executable, ["incidents", "list", "--ca", folder.KeyFile, .. where]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("its certificate (CN=first) is signed by itself; name a copy of it with --ca FILE to trust it", refused.Errors, StringComparison.Ordinal);
        Assert.Equal((0, 0), (trusted.ExitCode, sent.ExitCode));
        Assert.Equal(2, noFile.ExitCode);
        Assert.Contains("has no certificate", noFile.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wrong_scheme_and_a_server_that_is_not_there_are_told()
    {
        using var folder = new TlsFolder(executable);
        await using RunningServer tls = await folder.ServeAsync();
        using var plainFolder = new TemporaryFolder();
        await using RunningServer plain = await RunningServer.StartAsync(executable, plainFolder.Data);

        CommandResult toTls = await CommandResult.RunAsync(executable, "incidents", "list", "--url", $"http://{tls.Address.Authority}");
        CommandResult toPlain = await CommandResult.RunAsync(executable, "incidents", "list", "--url", $"https://{plain.Address.Authority}");
        CommandResult nowhere = await CommandResult.RunAsync(executable, "incidents", "list", "--url", "http://127.0.0.1:1");

        Assert.Contains($"try https://{tls.Address.Authority}", toTls.Errors, StringComparison.Ordinal);
        Assert.Contains($"try http://{plain.Address.Authority}", toPlain.Errors, StringComparison.Ordinal);
        Assert.Contains("The server http://127.0.0.1:1/ cannot be reached: Connection refused", nowhere.Errors, StringComparison.Ordinal);
        Assert.All([toTls, toPlain, nowhere], static one => Assert.DoesNotContain("xception", one.Errors, StringComparison.Ordinal));
    }
}
