using System.Runtime.InteropServices;

namespace Callgoose.Storage.Tests;

/// <summary>
/// Lets no file of the process grow past a size until it is disposed of: gives what a full disk gives, short writes and an error, and needs
/// no right. For tests that run alone, with files larger than the runner's own.
/// </summary>
internal sealed class FileSizeLimit : IDisposable
{
    private const int Signal = 25;
    private const int Resource = 1;

    /// <summary>For good: the runtime looks at a signal later than it came, and one that nobody handles by then ends the process.</summary>
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
