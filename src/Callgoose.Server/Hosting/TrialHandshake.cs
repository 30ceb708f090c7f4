using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;

namespace Callgoose.Hosting;

/// <summary>
/// Shakes hands with itself: whether TLS takes a certificate and its key (the kind of key, its length, how those above it are signed) is
/// decided by OpenSSL and its settings on the machine, and only when a handshake is tried.
/// </summary>
internal static class TrialHandshake
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Tries it. Takes milliseconds.</summary>
    /// <param name="options">How the server shakes hands.</param>
    /// <returns>Why it fails; null if it does not.</returns>
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

        // On the pool: SslStream goes on where the other end wrote.
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
