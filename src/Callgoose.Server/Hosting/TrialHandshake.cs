using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;

namespace Callgoose.Hosting;

/// <summary>
/// Tries a TLS handshake with itself. Only a handshake shows whether OpenSSL and its settings on this machine accept a
/// certificate and its key (the kind and length of the key, the signatures of the certificates above it).
/// </summary>
internal static class TrialHandshake
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Tries a handshake. Takes milliseconds.</summary>
    /// <param name="options">The server's TLS options.</param>
    /// <returns>Why it failed; null if it succeeded.</returns>
    public static string? FindFault(SslServerAuthenticationOptions options)
    {
        (Pipe up, Pipe down) = (new Pipe(), new Pipe());
        using var server = new SslStream(new PipeStream(up.Reader, down.Writer));
        using var client = new SslStream(new PipeStream(down.Reader, up.Writer));
        using var end = new CancellationTokenSource(Longest);
        string own = options.ServerCertificateContext!.TargetCertificate.GetCertHashString();
        var clientOptions = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == own,
            EnabledSslProtocols = options.EnabledSslProtocols,
        };

        // On the pool, because SslStream resumes on the thread on which the other end wrote.
        Task greeted = Task.Run(() => client.AuthenticateAsClientAsync(clientOptions, end.Token));
        try
        {
            Task.Run(() => server.AuthenticateAsServerAsync(options, end.Token)).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException or NotSupportedException)
        {
            return Innermost(e).Message;
        }
        finally
        {
            down.Writer.Complete();
            up.Reader.Complete();
            Task.WaitAny([greeted], Longest);
            _ = greeted.Exception;
        }
    }

    private static Exception Innermost(Exception e) => e.InnerException is null ? e : Innermost(e.InnerException);
}
