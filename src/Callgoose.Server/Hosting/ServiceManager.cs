using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Callgoose.Hosting;

/// <summary>
/// Reports the state of the process to the service manager with the notification protocol of systemd (sd_notify(3)):
/// one datagram per message, to the socket that a variable names. Does nothing without that variable.
/// </summary>
internal sealed class ServiceManager
{
    private const string Variable = "NOTIFY_SOCKET";

    private readonly UnixDomainSocketEndPoint? socket;

    /// <summary>Connects to a socket.</summary>
    /// <param name="path">Its path, or its name in the abstract namespace prefixed with <c>@</c>; null or empty for no service manager.</param>
    public ServiceManager(string? path) =>
        socket = string.IsNullOrEmpty(path) ? null : new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);

    /// <summary>Whether there is a service manager. It probably also stores standard output.</summary>
    public bool IsPresent => socket is not null;

    /// <summary>Returns the service manager of this process.</summary>
    public static ServiceManager OfProcess() => new(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Reports that the server is ready, for the first time or again after <see cref="Reloading"/>.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>Reports that the configuration is being reloaded. The protocol requires the time in microseconds of CLOCK_MONOTONIC.</summary>
    public void Reloading()
    {
        long microseconds = (long)(Stopwatch.GetTimestamp() * (1_000_000.0 / Stopwatch.Frequency));
        Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={microseconds}"));
    }

    /// <summary>Reports that the server is alive (<see cref="Watchdog"/>).</summary>
    public void Alive() => Send("WATCHDOG=1");

    /// <summary>Reports that the server has begun to stop.</summary>
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
            // If a report fails, the manager acts by its own rules. Stopping the server would help nobody.
        }
    }
}
