using System.Runtime.InteropServices;

namespace Callgoose.Hosting;

/// <summary>How many files the process may have open, of which every connection is one (getrlimit(2), RLIMIT_NOFILE).</summary>
internal static partial class DescriptorLimit
{
    /// <summary>
    /// What is left for files that are not connections: databases that are opened to be read, the API log, listening sockets,
    /// connections that are about to be closed because there are too many, those of an address for metrics.
    /// </summary>
    private const int Reserved = 128;

    /// <summary>So many connections are served under any limit.</summary>
    private const int LeastConnections = 8;

    private const int OpenFiles = 7;

    /// <summary>Raises the limit to the highest that the process may give itself: the lower one is there for programs that use select(2).</summary>
    public static void Raise()
    {
        if (Get(OpenFiles, out Limit limit) == 0 && limit.Soft < limit.Hard)
        {
            limit.Soft = limit.Hard;
            _ = Set(OpenFiles, limit);
        }
    }

    /// <summary>How many connections there is room for beside what is open already.</summary>
    /// <param name="descriptors">How many files may be open.</param>
    /// <returns>At least 8.</returns>
    public static long Connections(out long descriptors)
    {
        descriptors = Get(OpenFiles, out Limit limit) == 0 ? (long)Math.Min(limit.Soft, long.MaxValue) : long.MaxValue;
        return Math.Max(LeastConnections, descriptors - Directory.GetFileSystemEntries("/proc/self/fd").Length - Reserved);
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Get(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int Set(int resource, in Limit limit);

    /// <summary>A <c>struct rlimit</c> of the 64-bit ABIs; all bits set stand for no limit.</summary>
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
