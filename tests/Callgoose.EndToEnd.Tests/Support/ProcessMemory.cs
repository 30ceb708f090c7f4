using System.Globalization;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>The memory of a process as the system counts it.</summary>
public static class ProcessMemory
{
    /// <summary>The resident set of a server now, in MiB.</summary>
    public static double ResidentMiB(this RunningServer server) => Resident(server.ProcessId) / 1048576.0;

    /// <summary>The largest resident set that a server ever had, in MiB.</summary>
    public static double PeakMiB(this RunningServer server) => Peak(server.ProcessId) / 1048576.0;

    /// <summary>The peak memory so far, in bytes.</summary>
    public static long Peak(int process) => Read(process, "VmHWM:");

    /// <summary>The memory now, in bytes.</summary>
    public static long Resident(int process) => Read(process, "VmRSS:");

    private static long Read(int process, string field)
    {
        string line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
