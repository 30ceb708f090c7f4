using System.Runtime.InteropServices;

namespace Callgoose.Hosting;

/// <summary>The limit on open files of the process, of which every connection is one (getrlimit(2), RLIMIT_NOFILE).</summary>
internal static partial class DescriptorLimit
{
    /// <summary>
    /// Reserved for files other than connections: databases opened for reading, the API log, listening sockets,
    /// connections about to be closed because there are too many, and those of a metrics address.
    /// </summary>
    private const int Reserved = 128;

    /// <summary>The minimum number of connections, whatever the limit.</summary>
    private const int LeastConnections = 8;

    private const int OpenFiles = 7;

    /// <summary>Raises the limit to the highest that the process may set itself. The lower default exists for programs that use select(2).</summary>
    public static void Raise()
    {
        if (Get(OpenFiles, out Limit limit) == 0 && limit.Soft < limit.Hard)
        {
            limit.Soft = limit.Hard;
            _ = Set(OpenFiles, limit);
        }
    }

    /// <summary>Returns how many connections fit beside the files that are already open.</summary>
    /// <param name="descriptors">The limit on open files.</param>
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

    /// <summary>A <c>struct rlimit</c> of the 64-bit ABIs; all bits set means no limit.</summary>
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
