using System.Net.Security;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Tls;

/// <summary>tests/README.md R16: the certificate is replaced while the server runs.</summary>
public sealed class CertificateReloadTests(PublishedExecutable executable) : IDisposable
{
    private readonly TlsFolder folder = new(executable);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_new_certificate_greets_new_connections_and_drops_none()
    {
        await using RunningServer server = await folder.ServeAsync();
        string token = await server.WaitForFirstTokenAsync();
        using var stop = new CancellationTokenSource();
        Task<int>[] senders =
        [
            .. Enumerable.Range(0, 6).Select(number => SendOnOneConnectionAsync(server.Address, token, $"kept {number}", stop.Token)),
            .. Enumerable.Range(0, 2).Select(number => SendOnNewConnectionsAsync(server, token, $"new {number}", stop.Token)),
        ];
        Assert.Equal(folder.Certificate.Thumbprint, await TlsFolder.GreetingAsync(server.Address));

        TestCertificate last = folder.Certificate;
        for (int round = 0; round < 2; round++)
        {
            last = TestCertificate.Create($"round {round}");
            int before = server.Errors.Length;
            folder.WriteKey(last.Key);
            folder.WriteCertificate(last.Certificate);
            await server.WaitForLogAsync("Certificate reloaded from " + folder.CertificateFile, before);
            Assert.Equal(last.Thumbprint, await TlsFolder.GreetingAsync(server.Address));
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(senders), static sent => Assert.NotEqual(0, sent));
        TestServer.AssertNoTrace(server.Errors);
    }

    [Fact]
    public async Task A_wrong_pair_is_told_of_and_the_one_before_stays()
    {
        await using RunningServer server = await folder.ServeAsync();

        folder.WriteKey("rubbish");
        string log = await server.WaitForLogAsync("Certificate not reloaded, the one before stays in force: ");
        Assert.Contains("is not that of the first certificate", log, StringComparison.Ordinal);
        Assert.Equal(folder.Certificate.Thumbprint, await TlsFolder.GreetingAsync(server.Address));

        TestCertificate other = TestCertificate.Create("other");
        folder.WriteCertificate(other.Certificate);
        folder.WriteKey(other.Key);
        await server.WaitForLogAsync("Certificate reloaded from ");
        Assert.Equal(other.Thumbprint, await TlsFolder.GreetingAsync(server.Address));
        TestServer.AssertNoTrace(server.Errors);
    }

    [Fact]
    public async Task A_key_that_everybody_could_read_is_taken_once_nobody_else_can()
    {
        await using RunningServer server = await folder.ServeAsync();
        TestCertificate other = TestCertificate.Create("other");
        folder.WriteKey(other.Key);
        File.SetUnixFileMode(folder.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        folder.WriteCertificate(other.Certificate);
        await server.WaitForLogAsync("can be read by everybody on this machine; run: chmod 600");

        File.SetUnixFileMode(folder.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await server.WaitForLogAsync("Certificate reloaded from ");
        Assert.Equal(other.Thumbprint, await TlsFolder.GreetingAsync(server.Address));
    }

    [Theory]
    [InlineData(-30, -1)]
    [InlineData(1, 30)]
    public async Task One_that_is_not_valid_now_does_not_replace_one_that_is(int firstDay, int lastDay)
    {
        await using RunningServer server = await folder.ServeAsync();

        TestCertificate other = TestCertificate.Create("other", firstDay, lastDay);
        folder.WriteKey(other.Key);
        folder.WriteCertificate(other.Certificate);
        await server.WaitForLogAsync("which is not now; put a valid one there");
        Assert.Equal(folder.Certificate.Thumbprint, await TlsFolder.GreetingAsync(server.Address));
        TestServer.AssertNoTrace(server.Errors);
    }

    /// <summary>Sends until told to stop; a connection that is dropped fails the test.</summary>
    private static async Task<int> SendOnOneConnectionAsync(Uri address, string token, string key, CancellationToken stop)
    {
        await using SslStream tls = await TlsFolder.ConnectAsync(address);
        var answers = new HttpAnswers(tls);
        int sent = 0;
        for (; !stop.IsCancellationRequested; sent++)
        {
            byte[] body = System.Text.Encoding.UTF8.GetBytes(Payloads.Started($"{key}-{sent}"));
            await tls.WriteAsync((byte[])[.. RawRequest.HeadOf(token, body.Length), .. body], CancellationToken.None);
            Assert.Equal(201, (await answers.NextAsync()).Status);
        }

        return sent;
    }

    private static async Task<int> SendOnNewConnectionsAsync(RunningServer server, string token, string key, CancellationToken stop)
    {
        int sent = 0;
        for (; !stop.IsCancellationRequested; sent++)
        {
            using HttpClient http = server.Client(token);
            Assert.Equal(201, (int)(await http.PostAsync(Payloads.Started($"{key}-{sent}"))).Status);
        }

        return sent;
    }
}
