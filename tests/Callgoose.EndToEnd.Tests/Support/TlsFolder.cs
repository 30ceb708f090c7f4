using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>A folder with a certificate and its key, and servers that use them.</summary>
public sealed class TlsFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly PublishedExecutable executable;

    public TlsFolder(PublishedExecutable executable)
    {
        this.executable = executable;
        Certificate = TestCertificate.Create("first");
        WriteKey(Certificate.Key);
        Write(CertificateFile, Certificate.Certificate);
    }

    /// <summary>The first certificate.</summary>
    public TestCertificate Certificate { get; }

    public string CertificateFile => Path.Combine(folder.Path, "cert.pem");

    public string KeyFile => Path.Combine(folder.Path, "key.pem");

    /// <summary>Replaces the key at once, as a tool that renews certificates does.</summary>
    public void WriteKey(string text)
    {
        string next = KeyFile + ".next";
        File.WriteAllText(next, text);
        File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(next, KeyFile, overwrite: true);
    }

    /// <summary>Replaces the certificate.</summary>
    public void WriteCertificate(string text) => Write(CertificateFile, text);

    /// <summary>A command that serves with the certificate, on a free local port.</summary>
    public ProcessStartInfo Command(params string[] arguments)
    {
        ProcessStartInfo start = Start.Of([executable.Path, "serve", "--data", folder.Data, "--urls", "https://127.0.0.1:0", .. arguments]);
        start.Environment["CALLGOOSE_TLS__CERTIFICATE"] = CertificateFile;
        start.Environment["CALLGOOSE_TLS__KEY"] = KeyFile;
        return start;
    }

    /// <summary>Starts a server with the certificate.</summary>
    public Task<RunningServer> ServeAsync() => RunningServer.StartAsync(Command());

    /// <summary>Connects, and accepts any certificate of the server.</summary>
    public static async Task<SslStream> ConnectAsync(Uri address, params SslApplicationProtocol[] protocols)
    {
        NetworkStream stream = await RawHttp.ConnectAsync(address);
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ApplicationProtocols = [.. protocols],
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
            }).WaitAsync(TimeSpan.FromSeconds(60));
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    /// <summary>The certificate that the server presents to a new connection.</summary>
    public static async Task<string> GreetingAsync(Uri address)
    {
        await using SslStream tls = await ConnectAsync(address);
        return ((X509Certificate2)tls.RemoteCertificate!).Thumbprint;
    }

    public void Dispose() => folder.Dispose();

    private static void Write(string path, string text)
    {
        File.WriteAllText(path + ".next", text);
        File.Move(path + ".next", path, overwrite: true);
    }
}
