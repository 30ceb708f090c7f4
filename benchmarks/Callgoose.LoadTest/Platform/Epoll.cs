using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Callgoose.LoadTest.Platform;

/// <summary>Waits for many sockets on one thread, to the microsecond. The base library has nothing for this.</summary>
internal sealed partial class Epoll : IDisposable
{
    private const int ControlAdd = 1;
    private const uint Readable = 1;
    private const int Interrupted = 4;

    private readonly int descriptor = Create(0);
    private readonly Event[] events = new Event[64];

    /// <summary>Watches a socket from now on.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="number">Its number in the results of <see cref="Wait"/>.</param>
    public void Add(Socket socket, int number)
    {
        var added = new Event { Events = Readable, Data = (ulong)number };
        if (Control(descriptor, ControlAdd, (int)socket.Handle, ref added) != 0)
        {
            throw new LoadTestException($"epoll_ctl failed with {Marshal.GetLastPInvokeError()}.");
        }
    }

    /// <summary>Waits until a socket is readable or the time is over.</summary>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="numbers">Receives the numbers of the readable sockets.</param>
    /// <returns>How many there are.</returns>
    public int Wait(TimeSpan timeout, Span<int> numbers)
    {
        var time = new Time { Seconds = timeout.Ticks / TimeSpan.TicksPerSecond, Nanoseconds = timeout.Ticks % TimeSpan.TicksPerSecond * 100 };
        int count = WaitForEvents(descriptor, events, Math.Min(numbers.Length, events.Length), time, 0);
        if (count < 0)
        {
            return Marshal.GetLastPInvokeError() == Interrupted
                ? 0
                : throw new LoadTestException($"epoll_pwait2 failed with {Marshal.GetLastPInvokeError()}.");
        }

        for (int i = 0; i < count; i++)
        {
            numbers[i] = (int)events[i].Data;
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Close(descriptor);

    [LibraryImport("libc", EntryPoint = "epoll_create1")]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int epoll, int operation, int descriptor, ref Event added);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    private static partial int WaitForEvents(int epoll, [Out] Event[] events, int most, in Time timeout, nint signals);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    /// <summary>Without padding, as on x86-64.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Event
    {
        public uint Events;
        public ulong Data;
    }

    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
