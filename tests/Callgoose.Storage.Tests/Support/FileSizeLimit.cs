using System.Runtime.InteropServices;

namespace Callgoose.Storage.Tests;

/// <summary>
/// Stops every file of the process from growing past a size until it is disposed. This causes the short writes and errors of a full disk, and needs no
/// privileges. For tests that run alone, with files larger than the runner's own.
/// </summary>
internal sealed class FileSizeLimit : IDisposable
{
    private const int Signal = 25;
    private const int Resource = 1;

    /// <summary>
    /// Never unregistered: the runtime handles a signal later than it arrives, and a signal without a handler at that time ends the process.
    /// </summary>
    private static readonly PosixSignalRegistration Ignored = PosixSignalRegistration.Create((PosixSignal)Signal, static s => s.Cancel = true);

    public FileSizeLimit(long bytes)
    {
        GC.KeepAlive(Ignored);
        Set((ulong)bytes);
    }

    public void Dispose() => Set(ulong.MaxValue);

    private static void Set(ulong bytes)
    {
        Assert.Equal(0, getrlimit(Resource, out ResourceLimit limit));
        limit.Current = Math.Min(bytes, limit.Highest);
        Assert.Equal(0, setrlimit(Resource, limit));
    }

    [DllImport("libc")]
    private static extern int getrlimit(int resource, out ResourceLimit limit);

    [DllImport("libc")]
    private static extern int setrlimit(int resource, in ResourceLimit limit);

    private struct ResourceLimit
    {
        public ulong Current;
        public ulong Highest;
    }
}
