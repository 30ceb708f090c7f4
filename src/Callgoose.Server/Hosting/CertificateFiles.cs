using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Callgoose.Hosting;

/// <summary>Reads a certificate with its key from PEM files.</summary>
internal static class CertificateFiles
{
    /// <summary>Whoever can read the key can pose as the server; whoever can write it can make the server pose as theirs.</summary>
    private const UnixFileMode Exposed = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    /// <summary>Reads both, and makes sure that they belong together.</summary>
    /// <param name="certificate">The certificate of the server, and behind it those between it and its root.</param>
    /// <param name="key">The private key, not encrypted.</param>
    /// <exception cref="CertificateException">They cannot be used.</exception>
    public static SslStreamCertificateContext Load(string certificate, string key)
    {
        RefuseExposed(key);
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(File.ReadAllText(certificate));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CertificateException($"The certificate file '{certificate}' is not PEM: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException($"The certificate file '{certificate}' cannot be read: {e.Message}");
        }

        if (chain.Count == 0)
        {
            throw new CertificateException($"There is no certificate in '{certificate}'; it needs a block that begins with -----BEGIN CERTIFICATE-----.");
        }

        X509Certificate2 own = WithKey(chain[0], certificate, key);
        chain.RemoveAt(0);

        // Offline: the server asks nobody on the network for certificates that are not in the file.
        return SslStreamCertificateContext.Create(own, chain, offline: true);
    }

    private static X509Certificate2 WithKey(X509Certificate2 own, string certificate, string key)
    {
        string text = Read(key);
        if (text.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal) || text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw new CertificateException($"The key in '{key}' is encrypted, and there is nobody to ask for its password; decrypt it with 'openssl pkey' and keep the file to yourself.");
        }

        try
        {
            return X509Certificate2.CreateFromPem(own.ExportCertificatePem(), text);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CertificateException($"The key in '{key}' is not that of the first certificate in '{certificate}', or not PEM.");
        }
    }

    private static string Read(string key)
    {
        try
        {
            return File.ReadAllText(key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException($"The key file '{key}' cannot be read: {e.Message}");
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
