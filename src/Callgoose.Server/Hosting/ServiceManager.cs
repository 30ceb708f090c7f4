using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Callgoose.Hosting;

/// <summary>
/// Tells the service manager that started the process how far it is: the notification protocol of systemd (sd_notify(3)), which is
/// one datagram a message to the socket that a variable names. Does nothing where nobody asked.
/// </summary>
internal sealed class ServiceManager
{
    private const string Variable = "NOTIFY_SOCKET";

    private readonly UnixDomainSocketEndPoint? socket;

    /// <summary>Makes the connection to a socket.</summary>
    /// <param name="path">Its path, or its name in the abstract namespace with <c>@</c> before it; null or empty for no service manager.</param>
    public ServiceManager(string? path) =>
        socket = string.IsNullOrEmpty(path) ? null : new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);

    /// <summary>Whether a service manager listens, which also means that standard output is likely to be kept.</summary>
    public bool IsPresent => socket is not null;

    /// <summary>The one of this process.</summary>
    public static ServiceManager OfProcess() => new(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The server serves, for the first time or again after <see cref="Reloading"/>.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>The configuration is being read again. The clock is the one that the protocol asks for: microseconds of CLOCK_MONOTONIC.</summary>
    public void Reloading()
    {
        long microseconds = (long)(Stopwatch.GetTimestamp() * (1_000_000.0 / Stopwatch.Frequency));
        Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={microseconds}"));
    }

    /// <summary>The server lives (<see cref="Watchdog"/>).</summary>
    public void Alive() => Send("WATCHDOG=1");

    /// <summary>The server has begun to end.</summary>
    public void Stopping() => Send("STOPPING=1");

    private void Send(string message)
    {
        if (socket is null)
        {
            return;
        }

        try
        {
            using var sender = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            sender.SendTo(Encoding.ASCII.GetBytes(message), socket);
        }
        catch (SocketException)
        {
            // A manager that cannot be told decides by itself; nobody else would be helped by an end of the server.
        }
    }
}
