using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Tls;

/// <summary>What an https address accepts, and what not.</summary>
public sealed class TlsTests(PublishedExecutable executable) : IDisposable
{
    /// <summary>A client hello of TLS 1.1: no extension offers a newer version.</summary>
    private static readonly byte[] GreetingOfTls11 =
    [
        22, 3, 1, 0, 47, 1, 0, 0, 43, 3, 2,
        .. Enumerable.Repeat((byte)7, 32),
        0, 0, 4, 0xC0, 0x14, 0x00, 0x2F, 1, 0,
    ];

    private readonly TlsFolder folder = new(executable);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_webhook_may_come_over_either_version_of_HTTP(string version)
    {
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        http.DefaultRequestVersion = Version.Parse(version);
        http.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;

        Reply reply = await http.PostAsync(Payloads.Started("tls"));

        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.StartsWith("https://127.0.0.1:", server.Address.ToString(), StringComparison.Ordinal);
        Assert.Contains($"curl -sS '{server.Address.ToString().TrimEnd('/')}/v1/process", server.Output, StringComparison.Ordinal);
        TestServer.AssertNoStumble(server.Errors);
    }

    [Fact]
    public async Task TLS_1_2_and_1_3_are_spoken()
    {
        await using RunningServer server = await folder.ServeAsync();

        foreach (SslProtocols protocol in (SslProtocols[])[SslProtocols.Tls12, SslProtocols.Tls13])
        {
            await using NetworkStream stream = await RawHttp.ConnectAsync(server.Address);
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = protocol,
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
            });
            Assert.Equal(protocol, tls.SslProtocol);
        }
    }

    [Fact]
    public async Task TLS_1_0_and_1_1_are_refused()
    {
        await using RunningServer server = await folder.ServeAsync();

        foreach (byte minor in (byte[])[1, 2])
        {
            byte[] greeting = [.. GreetingOfTls11];
            greeting[10] = minor;
            await using NetworkStream stream = await RawHttp.ConnectAsync(server.Address);
            await stream.WriteAsync(greeting);
            using var answer = new MemoryStream();
            await stream.CopyToAsync(answer).WaitAsync(TimeSpan.FromSeconds(60));

            // A fatal alert: protocol_version (RFC 8446, section 6).
            byte[] alert = answer.ToArray();
            Assert.Equal((21, 2, 70), (alert[0], alert[5], alert[6]));
        }
    }

    [Fact]
    public async Task Plain_HTTP_and_noise_on_the_port_hold_up_nobody()
    {
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());

        Assert.Equal("", await RawHttp.ExchangeAsync(server.Address, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
        await RawHttp.ExchangeAsync(server.Address, new byte[] { 22, 3, 1, 255, 255, 1, 1, 1 }, new byte[70_000]);

        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(Payloads.Started("after noise"))).Status);
        TestServer.AssertNoStumble(server.Errors);
    }

    [Fact]
    public async Task A_client_that_ends_its_side_behind_the_request_gets_the_answer()
    {
        await using RunningServer server = await folder.ServeAsync();
        string token = await server.WaitForFirstTokenAsync();
        byte[] body = System.Text.Encoding.UTF8.GetBytes(Payloads.Started("half closed"));
        await using SslStream tls = await TlsFolder.ConnectAsync(server.Address);

        await tls.WriteAsync((byte[])[.. RawRequest.HeadOf(token, body.Length), .. body]);
        await tls.ShutdownAsync();

        Assert.StartsWith("HTTP/1.1 201 ", await RawHttp.ReadToEndAsync(tls), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, "read by everybody")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupWrite, "written by others")]
    public async Task A_key_that_others_can_read_or_write_is_refused_with_what_to_do(UnixFileMode mode, string what)
    {
        File.SetUnixFileMode(folder.KeyFile, mode);

        await AssertRefusedAsync($"callgoose: The key file '{folder.KeyFile}' can be {what} on this machine; run: chmod 600 '{folder.KeyFile}'");
    }

    [Fact]
    public async Task Files_that_cannot_be_used_are_told_of_without_a_word_of_the_key()
    {
        folder.WriteKey(TestCertificate.Create("other").Key);
        await AssertRefusedAsync("is not that of the first certificate");

        folder.WriteKey("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        await AssertRefusedAsync("is encrypted");

        folder.WriteCertificate("no certificate");
        await AssertRefusedAsync("There is no certificate in");

        File.Delete(folder.KeyFile);
        await AssertRefusedAsync("The key file");
    }

    [Theory]
    [InlineData("https://127.0.0.1:0", "", "", "An address in \"urls\" is https")]
    [InlineData("https://127.0.0.1:0", "cert.pem", "", "\"tls.certificate\" without \"tls.key\"")]
    [InlineData("http://127.0.0.1:0", "cert.pem", "key.pem", "no address in \"urls\" is https")]
    public async Task Half_a_configuration_of_TLS_is_an_error(string url, string certificate, string key, string message)
    {
        ProcessStartInfo start = folder.Command();
        start.ArgumentList[^1] = url;
        start.Environment["CALLGOOSE_TLS__CERTIFICATE"] = certificate;
        start.Environment["CALLGOOSE_TLS__KEY"] = key;

        CommandResult result = await CommandResult.RunAsync(start);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("tls: error CG4013: ", result.Errors, StringComparison.Ordinal);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(string message)
    {
        CommandResult result = await CommandResult.RunAsync(folder.Command());

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", result.Errors, StringComparison.Ordinal);
        TestServer.AssertNoTrace(result.Errors);
    }
}
