using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Callgoose.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Callgoose.Server.Tests;

/// <summary>Which certificates are accepted at a start and at a reload: those that allow a handshake with a client.</summary>
public sealed class ServerCertificateTests : IDisposable
{
    private const string ForClients = "1.3.6.1.5.5.7.3.2";
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForAnything = "2.5.29.37.0";

    /// <summary>
    /// A certificate with a key type that .NET cannot create: <c>openssl req -x509 -newkey ed25519</c>. Refusing it does not need its private key.
    /// </summary>
    private const string Ed25519 = """
        -----BEGIN CERTIFICATE-----
        MIIBPjCB8aADAgECAhQqTGkLoAaB9Fk7Xv0EYCwFZhjR9DAFBgMrZXAwFDESMBAG
        A1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyODA4MTkyM1oYDzIxMjYxMTA0MDgxOTIz
        WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwKjAFBgMrZXADIQDCPXOsRiP4bz1icsnj
        toPwidLHNSGLsfoNuG7A4e9EbqNTMFEwHQYDVR0OBBYEFAALkr+UA+redmyVrVma
        OqUGl53QMB8GA1UdIwQYMBaAFAALkr+UA+redmyVrVmaOqUGl53QMA8GA1UdEwEB
        /wQFMAMBAf8wBQYDK2VwA0EAj7CxfehB/aacfOs6+wOcUK5uAz3UO1bODuSDcVBe
        PTl+TcJ9bbnfnG6+46iizApD9lLdhqZfyP6ZcxNFJudTDg==
        -----END CERTIFICATE-----
        """;

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    private string CertificateFile => Path.Combine(folder, "server.crt");

    private string KeyFile => Path.Combine(folder, "server.key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("P-256", null)]
    [InlineData("P-384", ForServers)]
    [InlineData("P-521", null)]
    [InlineData("RSA-2048", ForServers)]
    [InlineData("RSA-4096", null)]
    public void Usual_ones_are_taken(string kind, string? use)
    {
        Write(kind, use);
        ServerCertificate certificate = Load();
        Write("P-256");
        string before = certificate.Current.ServerCertificateContext!.TargetCertificate.Thumbprint;

        certificate.Reload();

        Assert.NotEqual(before, certificate.Current.ServerCertificateContext!.TargetCertificate.Thumbprint);
    }

    [Theory]
    [InlineData("RSA-1024", null, "cannot be used for TLS on this machine")]
    [InlineData("P-256", ForClients, "lacks serverAuth")]
    [InlineData("P-256", ForAnything, "lacks serverAuth")]
    [InlineData("P-256", nameof(X509KeyUsageFlags.KeyCertSign), "may not be used for TLS")]
    [InlineData("key is nothing", null, "is empty")]
    [InlineData("Ed25519", null, "Ed25519")]
    [InlineData("pipe", null, "is a pipe")]
    [InlineData("key is a pipe", null, "is a pipe")]
    [InlineData("folder", null, "cannot be read")]
    [InlineData("endless", null, "has more than")]
    public void What_no_client_could_use_is_refused_and_replaces_nothing(string kind, string? use, string told)
    {
        Write("P-256");
        ServerCertificate certificate = Load();
        object before = certificate.Current;
        switch (kind)
        {
            case "pipe":
                File.Delete(CertificateFile);
                Process.Start("mkfifo", [CertificateFile]).WaitForExit();
                break;
            case "key is a pipe":
                File.Delete(KeyFile);
                Process.Start("mkfifo", ["-m", "600", KeyFile]).WaitForExit();
                break;
            case "key is nothing":
                File.Delete(KeyFile);
                File.CreateSymbolicLink(KeyFile, "/dev/null");
                break;
            case "folder":
                File.Delete(CertificateFile);
                Directory.CreateDirectory(CertificateFile);
                break;
            case "endless":
                File.Delete(CertificateFile);
                File.CreateSymbolicLink(CertificateFile, "/dev/zero");
                break;
            case "Ed25519":
                File.WriteAllText(CertificateFile, Ed25519);
                break;
            default:
                Write(kind, use);
                break;
        }

        certificate.Reload();

        Assert.Same(before, certificate.Current);
        Assert.Contains(told, Assert.Throws<CertificateException>(Load).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(-1, false)]
    public void One_behind_which_another_has_ended_replaces_nothing(int lastDay, bool isTaken)
    {
        Write("P-256");
        ServerCertificate certificate = Load();
        object before = certificate.Current;
        WriteChain(lastDay);

        certificate.Reload();

        Assert.Equal(isTaken, before != certificate.Current);
    }

    /// <summary>A certificate signed by another one, expired or not, whose root is not in the file.</summary>
    private void WriteChain(int lastDay)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 root = Authority("CN=root", rootKey).CreateSelfSigned(now.AddDays(-60), now.AddDays(60));
        using X509Certificate2 middle = Authority("CN=middle", middleKey).Create(root, now.AddDays(-50), now.AddDays(lastDay), [1]).CopyWithPrivateKey(middleKey);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 own = request.Create(
            middle.SubjectName, X509SignatureGenerator.CreateForECDsa(middleKey), now.AddDays(-1), now.AddDays(30), [2]);
        File.WriteAllText(CertificateFile, own.ExportCertificatePem() + "\n" + middle.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request;
    }

    private ServerCertificate Load() => new(CertificateFile, KeyFile, TimeProvider.System, NullLogger.Instance);

    private void Write(string kind, string? use = null)
    {
        using AsymmetricAlgorithm key = kind.StartsWith("RSA-", StringComparison.Ordinal)
            ? RSA.Create(int.Parse(kind[4..], null))
            : ECDsa.Create(ECCurve.CreateFromFriendlyName(kind.Replace("P-", "nistP", StringComparison.Ordinal)));
        CertificateRequest request = key is RSA rsa
            ? new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=localhost", (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            use == nameof(X509KeyUsageFlags.KeyCertSign) ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.DigitalSignature, critical: true));
        if (use?.Contains('.', StringComparison.Ordinal) == true)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        }

        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(CertificateFile, made.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
