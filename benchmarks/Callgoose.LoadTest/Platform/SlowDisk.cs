using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Callgoose.LoadTest.Platform;

/// <summary>
/// A disk with a known sync time: folders in memory, and a wait in each sync. For contenders a preloaded library waits, for the controls this class
/// does. The machine's own disk adds nothing to a latency on it.
/// </summary>
internal static partial class SlowDisk
{
    /// <summary>The file system in memory that every Linux has.</summary>
    private const string MemoryFolder = "/dev/shm";

    private const int Monotonic = 1;
    private const int AbsoluteTime = 1;
    private const int SetTimerSlack = 29;

    /// <summary>Every function that a program can sync with.</summary>
    private const string Library = """
        #define _GNU_SOURCE
        #include <time.h>
        #include <sys/prctl.h>
        static int wait_once(void)
        {
            struct timespec time = { 0, SYNC_NANOSECONDS };
            prctl(PR_SET_TIMERSLACK, 1);
            clock_nanosleep(CLOCK_MONOTONIC, 0, &time, 0);
            return 0;
        }
        int fdatasync(int file) { return wait_once(); }
        int fsync(int file) { return wait_once(); }
        """;

    private static readonly long NanosecondsPerTick = 1_000_000_000 / Stopwatch.Frequency;
    private static TimeSpan delay;
    private static TempFolder? folder;

    /// <summary>The environment variables that make a contender sync as slowly; none on the machine's own disk.</summary>
    public static IReadOnlyList<(string Name, string Value)> Environment { get; private set; } = [];

    /// <summary>Uses folders in memory from now on, and makes each sync take a time.</summary>
    /// <exception cref="LoadTestException">There is no compiler.</exception>
    public static async Task UseAsync(TimeSpan time)
    {
        System.Environment.SetEnvironmentVariable("TMPDIR", MemoryFolder);
        delay = time;
        folder = new TempFolder();
        await File.WriteAllTextAsync(folder["sync.c"], Library);
        await Child.RunAsync("gcc", "-O2", "-shared", "-fPIC", $"-DSYNC_NANOSECONDS={(long)time.TotalNanoseconds}L", "-o", folder["sync.so"], folder["sync.c"]);
        Environment = [("LD_PRELOAD", folder["sync.so"])];
    }

    /// <summary>Syncs a file; on this disk, waits.</summary>
    public static void Sync(SafeFileHandle file)
    {
        if (delay == TimeSpan.Zero)
        {
            RandomAccess.FlushToDisk(file);
        }
        else
        {
            SleepUntil(Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency));
        }
    }

    /// <summary>Sleeps until a time of <see cref="Stopwatch"/>, which is the monotonic clock, as exactly as the kernel can.</summary>
    public static void SleepUntil(long timestamp)
    {
        if (timestamp <= Stopwatch.GetTimestamp())
        {
            return;
        }

        _ = Control(SetTimerSlack, 1);
        long nanoseconds = timestamp * NanosecondsPerTick;
        var time = new Time(nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
        _ = Sleep(Monotonic, AbsoluteTime, in time, 0);
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint value);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int Sleep(int clock, int flags, in Time time, nint rest);

    private readonly record struct Time(nint Seconds, nint Nanoseconds)
    {
        public Time(long seconds, long nanoseconds)
            : this((nint)seconds, (nint)nanoseconds)
        {
        }
    }
}
