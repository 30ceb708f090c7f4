using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Callgoose.Storage.Files;

namespace Callgoose.Hosting;

/// <summary>Reads a certificate and its key from PEM files.</summary>
internal static class CertificateFiles
{
    /// <summary>The permissions that a key must not have. Anyone who can read the key can impersonate the server; anyone who can write it can replace it.</summary>
    private const UnixFileMode Exposed = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    private const int MaxBytes = 1024 * 1024;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string Ed25519 = "1.3.101.112";
    private const string Ed448 = "1.3.101.113";

    /// <summary>The key usages of a server certificate; OpenSSL requires at least one of them (X509_check_purpose).</summary>
    private const X509KeyUsageFlags ForTls = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyAgreement;

    /// <summary>Reads both files and checks that they belong together.</summary>
    /// <param name="certificate">The server's certificate, followed by the intermediate ones.</param>
    /// <param name="key">The private key, not encrypted.</param>
    /// <exception cref="CertificateException">They cannot be used.</exception>
    public static SslStreamCertificateContext Load(string certificate, string key)
    {
        string keyText = Read(key);
        RefuseExposed(key);
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(Encoding.UTF8.GetString(BoundedFile.Read(certificate, MaxBytes)));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CertificateException($"The certificate file '{certificate}' is not PEM: {e.Message}");
        }
        catch (IOException e)
        {
            throw new CertificateException($"The certificate file '{certificate}' cannot be read: {e.Message}");
        }

        if (chain.Count == 0)
        {
            throw new CertificateException($"There is no certificate in '{certificate}'; it needs a block that begins with -----BEGIN CERTIFICATE-----.");
        }

        RefuseOtherUse(chain[0], certificate);
        X509Certificate2 own = WithKey(chain[0], certificate, key, keyText);
        chain.RemoveAt(0);

        // Offline: the server does not download certificates that are missing in the file.
        return SslStreamCertificateContext.Create(own, chain, offline: true);
    }

    private static X509Certificate2 WithKey(X509Certificate2 own, string certificate, string key, string text)
    {
        if (text.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal) || text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw new CertificateException($"The key in '{key}' is encrypted, and there is nobody to ask for its password; decrypt it with 'openssl pkey' and keep the file to yourself.");
        }

        try
        {
            return X509Certificate2.CreateFromPem(own.ExportCertificatePem(), text);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or NotSupportedException)
        {
            if (own.PublicKey.Oid.Value is Ed25519 or Ed448)
            {
                throw new CertificateException($"The certificate in '{certificate}' has an Ed25519 or Ed448 key, which this server cannot use for TLS; get one with an ECDSA (P-256) or RSA key.");
            }

            throw new CertificateException($"The key in '{key}' is not that of the first certificate in '{certificate}', or not PEM.");
        }
    }

    private static string Read(string key)
    {
        try
        {
            string text = Encoding.UTF8.GetString(BoundedFile.Read(key, MaxBytes));
            return string.IsNullOrWhiteSpace(text) ? throw new CertificateException($"The key file '{key}' is empty.") : text;
        }
        catch (IOException e)
        {
            throw new CertificateException($"The key file '{key}' cannot be read: {e.Message}");
        }
    }

    /// <summary>Refuses a certificate that is restricted to other uses: clients would refuse it, too. A certificate without restrictions is accepted.</summary>
    private static void RefuseOtherUse(X509Certificate2 own, string certificate)
    {
        X509EnhancedKeyUsageExtension? uses = own.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        if (uses is not null && !uses.EnhancedKeyUsages.Cast<Oid>().Any(static use => use.Value is ServerAuthentication))
        {
            throw new CertificateException($"The certificate in '{certificate}' is not for servers (its extended key usage lacks serverAuth): clients would refuse it.");
        }

        X509KeyUsageExtension? keyUses = own.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        if (keyUses is not null && (keyUses.KeyUsages & ForTls) == 0)
        {
            throw new CertificateException($"The key of the certificate in '{certificate}' may not be used for TLS (its key usage is {keyUses.KeyUsages}): clients would refuse it.");
        }
    }

    private static void RefuseExposed(string key)
    {
        try
        {
            string file = File.ResolveLinkTarget(key, returnFinalTarget: true)?.FullName ?? key;
            UnixFileMode mode = File.GetUnixFileMode(file);
            if ((mode & Exposed) != 0)
            {
                string what = (mode & UnixFileMode.OtherRead) != 0 ? "read by everybody" : "written by others";
                throw new CertificateException($"The key file '{key}' can be {what} on this machine; run: chmod 600 '{file}'");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException($"The key file '{key}' cannot be read: {e.Message}");
        }
    }
}
