using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Callgoose.Delivery.Addresses;
using Callgoose.Delivery.Configuration;
using Callgoose.Schema.Destinations;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Callgoose.Delivery.Sending;

/// <summary>Sends messages by SMTP. Safe to use from any thread.</summary>
/// <param name="guard">Decides which addresses are allowed.</param>
internal sealed class MailSender(AddressGuard guard)
{
    private const int KeptAnswer = 1024;

    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(15);

    private readonly OutgoingConnections connections = new(guard);

    /// <summary>Sends a message once. Never throws.</summary>
    public async Task<SendResult> SendAsync(Destination destination, IncidentMessage message, CancellationToken cancellation)
    {
        await PoolThread.Enter();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(TryTimeout);
        try
        {
            using MimeMessage mail = Mail(destination, message);
            string answer = await SendAsync(destination, mail, deadline.Token);
            return new SendResult(SendVerdict.Delivered, null, Shown(destination, answer));
        }
        catch (SmtpCommandException e)
        {
            // 5yz is permanent (RFC 5321, section 4.2.1), except for errors that an administrator will fix: sign-in, relaying.
            bool isRefused = (int)e.StatusCode >= 500 && e.ErrorCode != SmtpErrorCode.UnexpectedStatusCode;
            return new SendResult(isRefused ? SendVerdict.Refused : SendVerdict.Retry, (int)e.StatusCode, Shown(destination, e.Message));
        }
        catch (Exception e) when (Reason(e, cancellation) is string reason)
        {
            return new SendResult(SendVerdict.Retry, null, Shown(destination, reason));
        }
    }

    private async Task<string> SendAsync(Destination destination, MimeMessage mail, CancellationToken cancellation)
    {
        string host = destination.Value("host");
        int port = int.Parse(destination.Value("port"), NumberStyles.None, CultureInfo.InvariantCulture);
        Stream stream = await connections.ConnectAsync(host, port, cancellation);
        using var smtp = new SmtpClient { CheckCertificateRevocation = false, Timeout = (int)TryTimeout.TotalMilliseconds };
        try
        {
            SecureSocketOptions security = destination.Value("security") == "tls" ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;
            await smtp.ConnectAsync(stream, host, port, security, cancellation);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }

        if (destination.Value("user") is { Length: > 0 } user)
        {
            await smtp.AuthenticateAsync(user, destination.Value("password"), cancellation);
        }

        string answer = await smtp.SendAsync(mail, cancellation);
        await smtp.DisconnectAsync(quit: true, cancellation);
        return answer;
    }

    private static MimeMessage Mail(Destination destination, IncidentMessage message)
    {
        var values = new MessageValues(message, destination.Values);
        var bytes = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(bytes, DestinationParser.WriterOptions))
        {
            destination.Kind.WriteBody(writer, new TextBuffer(), values);
        }

        using JsonDocument parts = JsonDocument.Parse(bytes.WrittenMemory);
        var mail = new MimeMessage
        {
            Subject = parts.RootElement.GetProperty("subject"u8).GetString()!,
            Body = new MimeKit.TextPart("plain") { Text = parts.RootElement.GetProperty("text"u8).GetString()! },
            MessageId = $"{message.Id}@callgoose",
            Date = DateTimeOffset.FromUnixTimeMilliseconds(message.Event.At),
        };
        mail.From.Add(MailboxAddress.Parse(destination.Value("from")));
        foreach (string to in SettingCheck.AddressesOf(destination.Value("to")))
        {
            mail.To.Add(MailboxAddress.Parse(to));
        }

        // All mails of an incident form one conversation, whichever arrives first.
        mail.References.Add($"{message.Event.Incident}@callgoose");
        mail.InReplyTo = $"{message.Event.Incident}@callgoose";
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return mail;
    }

    private static string Shown(Destination destination, string text)
    {
        string masked = destination.WithoutSecrets(text);
        return masked.Length > KeptAnswer ? masked[..KeptAnswer] : masked;
    }

    private static string? Reason(Exception failure, CancellationToken stopping) => failure switch
    {
        OperationCanceledException when stopping.IsCancellationRequested => "the server was stopped meanwhile",
        OperationCanceledException or TimeoutException => "no answer within 15 seconds",
        ForbiddenAddressException forbidden => forbidden.Message,
        SocketException socket => $"cannot connect: {socket.SocketErrorCode}",
        SslHandshakeException => "TLS failed: the certificate of the mail server is not trusted, or is of another name",
        AuthenticationException => "the mail server does not accept user and password",
        NotSupportedException => "the mail server has no STARTTLS; mail is not sent in the clear",
        ProtocolException or CommandException => $"the answer of the mail server is not understood: {failure.Message}",
        ParseException => "an address in \"from\" or \"to\" is none",
        FormatException or OverflowException => "the setting \"port\" is no number",
        IOException => "the connection broke",
        _ => null,
    };
}
