using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using Callgoose.Observability;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>The certificate with which new connections are greeted. It may be replaced while others are served with the one before.</summary>
/// <param name="certificate">The path of its file.</param>
/// <param name="key">The path of its key's file.</param>
/// <param name="log">Is told when it is replaced, or stays.</param>
internal sealed class ServerCertificate(string certificate, string key, ILogger log)
{
    private volatile SslServerAuthenticationOptions options = Options(CertificateFiles.Load(certificate, key));

    /// <summary>The files, which are looked at for changes.</summary>
    public IReadOnlyList<string> Files { get; } = [certificate, key];

    /// <summary>How to shake hands with a new connection. Not to be changed: all connections share it, and so their sessions can be resumed.</summary>
    public SslServerAuthenticationOptions Current => options;

    /// <summary>Reads the files again. If they cannot be used the certificate before stays.</summary>
    public void Reload()
    {
        try
        {
            SslStreamCertificateContext next = CertificateFiles.Load(certificate, key);
            options = Options(next);
            log.CertificateReloaded(certificate, next.TargetCertificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
        catch (CertificateException e)
        {
            log.CertificateRefused(e.Message);
        }
    }

    private static SslServerAuthenticationOptions Options(SslStreamCertificateContext context) => new()
    {
        ServerCertificateContext = context,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
    };
}
