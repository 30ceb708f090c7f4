using System.Net.Sockets;
using System.Text;

/// <summary>
/// Runs inside the measured server: the .NET runtime calls <see cref="Initialize"/> of the assembly that
/// <c>DOTNET_STARTUP_HOOKS</c> names before the program's own start. Whoever connects to a socket is told what the
/// process has allocated and how often it has collected.
/// </summary>
/// <remarks>The name and the missing namespace are the runtime's. Nothing but the base library may be used here.</remarks>
internal static class StartupHook
{
    /// <summary>The variable that holds the path of the socket. The server refuses unknown ones that begin with its own name.</summary>
    public const string SocketVariable = "LOADTEST_PROBE_SOCKET";

    /// <summary>Starts to listen.</summary>
    public static void Initialize()
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Environment.GetEnvironmentVariable(SocketVariable)!));
        listener.Listen();
        new Thread(() => Answer(listener)) { IsBackground = true, Name = "allocation probe" }.Start();
    }

    private static void Answer(Socket listener)
    {
        while (true)
        {
            using Socket asker = listener.Accept();
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            asker.Send(Encoding.ASCII.GetBytes(
                $"{allocated} {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)}"));
        }
    }
}
