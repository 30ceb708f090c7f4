using System.Runtime.InteropServices;

namespace Callgoose.Benchmarks.Measuring;

/// <summary>The processor time of this thread: on a shared machine the wall clock includes the work of others.</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    /// <summary>Since the thread began.</summary>
    public static long Nanoseconds
    {
        get
        {
            GetTime(ThreadProcessorTime, out Timespec time);
            return ((long)time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
