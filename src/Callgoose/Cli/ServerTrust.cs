using System.CommandLine;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Callgoose.Cli;

/// <summary>Decides which server certificates are trusted, and explains why one is refused.</summary>
internal sealed class ServerTrust
{
    private string? refusal;

    /// <summary>
    /// The PEM file whose certificates are trusted instead of the machine's; null for the machine's. Set from the command line, before anything connects.
    /// </summary>
    public static string? AuthorityFile { get; set; }

    /// <summary>The option for the file.</summary>
    public static Option<string?> Ca() => new("--ca")
    {
        HelpName = "FILE",
        Description = "A PEM file with the authority's certificate, or the server's own one, for a server whose certificate this machine does not trust.",
        Validators = { CommonOptions.RefuseBlank },
    };

    /// <summary>Creates a handler with this trust.</summary>
    /// <exception cref="UsageException">The file cannot be used.</exception>
    public SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = Judge } };
        if (AuthorityFile is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(Read(AuthorityFile));
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }

    /// <summary>Describes why a request failed, in one sentence without exception names.</summary>
    /// <param name="server">The address.</param>
    /// <param name="e">The exception.</param>
    public string Reason(Uri server, Exception e)
    {
        if (refusal is not null)
        {
            return refusal;
        }

        Exception innermost = e;
        while (innermost.InnerException is Exception inner)
        {
            innermost = inner;
        }

        return e switch
        {
            OperationCanceledException => "it does not answer in time",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } when innermost is not AuthenticationException || innermost.Message.Contains("frame", StringComparison.Ordinal) =>
                $"what answers there does not use TLS; try http://{server.Authority}",
            HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse } when server.Scheme == Uri.UriSchemeHttp =>
                $"what answers there does not use plain HTTP; try https://{server.Authority}",
            _ => innermost.Message.TrimEnd('.'),
        };
    }

    private static X509Certificate2Collection Read(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UsageException($"--ca names {file}, which cannot be read: {e.Message}");
        }

        return certificates.Count > 0 ? certificates : throw new UsageException($"--ca names {file}, which has no certificate; it is to be a PEM file with \"BEGIN CERTIFICATE\" in it.");
    }

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        refusal = (errors, certificate as X509Certificate2) switch
        {
            (SslPolicyErrors.None, _) => null,
            (_, null) => "it shows no certificate",
            (_, X509Certificate2 shown) when shown.NotAfter.ToUniversalTime() < DateTime.UtcNow => $"its certificate ended on {shown.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC",
            (_, X509Certificate2 shown) when shown.NotBefore.ToUniversalTime() > DateTime.UtcNow => $"its certificate begins only on {shown.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} UTC, by this machine's clock",
            (SslPolicyErrors.RemoteCertificateNameMismatch, X509Certificate2 shown) => $"its certificate is for another name ({shown.GetNameInfo(X509NameType.DnsName, forIssuer: false)}); use that name in --url",
            (_, X509Certificate2 shown) when shown.Subject == shown.Issuer =>
                $"its certificate ({shown.Subject}) is signed by itself{(AuthorityFile is null ? "; name a copy of it with --ca FILE to trust it" : $" and is not the one in {AuthorityFile}")}",
            (_, X509Certificate2 shown) =>
                $"its certificate is signed by {shown.Issuer}, whom {(AuthorityFile is null ? "this machine does not trust; name that authority's certificate with --ca FILE" : $"{AuthorityFile} does not name")}",
        };
        return errors == SslPolicyErrors.None;
    }
}
