using System.Globalization;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>What a process holds in memory.</summary>
public static class ProcessMemory
{
    /// <summary>Its resident set now, in MiB.</summary>
    public static double ResidentMiB(this RunningServer server) => Read(server, "VmRSS:");

    /// <summary>The largest resident set that it ever had, in MiB.</summary>
    public static double PeakMiB(this RunningServer server) => Read(server, "VmHWM:");

    private static double Read(RunningServer server, string name)
    {
        string line = File.ReadLines($"/proc/{server.ProcessId}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024;
    }
}
