using System.Diagnostics;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>Mail reaches a real mail server (aiosmtpd) over STARTTLS, and never unencrypted.</summary>
public class MailTests(PublishedExecutable executable)
{
    private const string Server = """
        import asyncio, ssl, sys
        from aiosmtpd.controller import Controller
        from aiosmtpd.handlers import Debugging

        class Print:
            async def handle_DATA(self, server, session, envelope):
                text = envelope.content.decode("utf-8", "replace")
                print("FROM", envelope.mail_from, "TO", ",".join(envelope.rcpt_tos), "TLS", session.ssl is not None, flush=True)
                print(text, flush=True)
                print("END", flush=True)
                return "250 taken"

        context = None
        if sys.argv[1]:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[1], sys.argv[2])
        import socket
        probe = socket.socket(); probe.bind(("127.0.0.1", 0)); port = probe.getsockname()[1]; probe.close()
        controller = Controller(Print(), hostname="127.0.0.1", port=port, tls_context=context, require_starttls=context is not None)
        controller.start()
        print("PORT", port, flush=True)
        sys.stdin.read()
        """;

    [Fact]
    public async Task An_incident_comes_by_mail_over_starttls()
    {
        using var certificate = new TlsFolder(executable);
        using Process mail = await StartAsync(certificate.CertificateFile, certificate.KeyFile);
        string port = (await mail.StandardOutput.ReadLineAsync())!.Split(' ')[1];
        using ConfiguredFolder folder = Folder(port);
        ProcessStartInfo start = folder.Command("serve");
        start.Environment["SSL_CERT_FILE"] = certificate.CertificateFile;
        await using RunningServer server = await RunningServer.StartAsync(start);
        using HttpClient http = server.Client(await folder.CreateTokenAsync());

        await http.SendAsync(Payloads.Started("1"));

        var lines = new List<string>();
        while (await mail.StandardOutput.ReadLineAsync() is string line && line != "END")
        {
            lines.Add(line);
        }

        mail.Kill();
        Assert.Equal("FROM callgoose@example.com TO a@example.com,b@example.com TLS True", lines[0]);
        Assert.Contains("Subject: [TRIGGERED] BetterStack - T", lines);
        Assert.Contains("Auto-Submitted: auto-generated", lines);
        Assert.Contains("Urgency: high", lines);
    }

    [Fact]
    public async Task A_mail_server_without_tls_gets_nothing()
    {
        using Process mail = await StartAsync(string.Empty, string.Empty);
        string port = (await mail.StandardOutput.ReadLineAsync())!.Split(' ')[1];
        using ConfiguredFolder folder = Folder(port);

        CommandResult result = await folder.RunAsync("destinations", "test", "mail");

        mail.Kill();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("mail is not sent in the clear", result.Output, StringComparison.Ordinal);
    }

    private ConfiguredFolder Folder(string port)
    {
        var folder = new ConfiguredFolder(executable);
        folder.Write($$"""
            "destinations": { "mail": { "kind": "Email", "host": "localhost", "port": "{{port}}", "from": "callgoose@example.com", "to": "a@example.com, b@example.com" } },
            "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        return folder;
    }

    private static Task<Process> StartAsync(string certificate, string key)
    {
        ProcessStartInfo start = Start.Of("/usr/bin/python3", "-c", Server, certificate, key);
        start.RedirectStandardInput = true;
        return Task.FromResult(Process.Start(start)!);
    }
}
