using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Callgoose.Observability;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>The certificate for new connections. It can be replaced while existing connections still use the previous one.</summary>
/// <param name="certificate">The path of the certificate file.</param>
/// <param name="key">The path of the key file.</param>
/// <param name="clock">Decides which certificates are valid.</param>
/// <param name="log">Reports each replacement and each refusal.</param>
internal sealed class ServerCertificate(string certificate, string key, TimeProvider clock, ILogger log)
{
    private volatile SslServerAuthenticationOptions options = Load(certificate, key);

    /// <summary>The files to watch for changes.</summary>
    public IReadOnlyList<string> Files { get; } = [certificate, key];

    /// <summary>The TLS options for new connections. Immutable: all connections share them, so that clients can resume sessions.</summary>
    public SslServerAuthenticationOptions Current => options;

    /// <summary>Reads the files again. Keeps the current certificate if the new one cannot be used, or if only the new one is not valid now.</summary>
    public void Reload()
    {
        try
        {
            SslServerAuthenticationOptions next = Load(certificate, key);
            X509Certificate2 own = next.ServerCertificateContext!.TargetCertificate;
            if (InvalidOf(next) is X509Certificate2 invalid && InvalidOf(options) is null)
            {
                string which = invalid == own ? "The certificate" : $"The certificate of '{invalid.Subject}', which stands behind the server's own one";
                log.CertificateRefused($"{which} in '{certificate}' is valid from {Text(invalid.NotBefore)} until {Text(invalid.NotAfter)}, which is not now; put a valid one there.");
                return;
            }

            options = next;
            log.CertificateReloaded(certificate, Text(own.NotAfter));
        }
        catch (CertificateException e)
        {
            log.CertificateRefused(e.Message);
        }
    }

    /// <summary>Returns the first certificate that is not valid now, the server's own or an intermediate one; null if all are valid.</summary>
    private X509Certificate2? InvalidOf(SslServerAuthenticationOptions of)
    {
        SslStreamCertificateContext context = of.ServerCertificateContext!;
        return context.IntermediateCertificates.Prepend(context.TargetCertificate).FirstOrDefault(one => !IsValid(one));
    }

    private bool IsValid(X509Certificate2 of)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        return now >= of.NotBefore.ToUniversalTime() && now <= of.NotAfter.ToUniversalTime();
    }

    private static string Text(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <exception cref="CertificateException">They cannot be used.</exception>
    private static SslServerAuthenticationOptions Load(string certificate, string key)
    {
        SslServerAuthenticationOptions loaded = Options(CertificateFiles.Load(certificate, key));
        return TrialHandshake.FindFault(loaded) is string fault
            ? throw new CertificateException($"The certificate in '{certificate}' cannot be used for TLS on this machine: {fault.TrimEnd('.')}.")
            : loaded;
    }

    private static SslServerAuthenticationOptions Options(SslStreamCertificateContext context) => new()
    {
        ServerCertificateContext = context,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
    };
}
