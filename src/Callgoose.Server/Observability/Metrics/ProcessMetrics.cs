using System.Globalization;

namespace Callgoose.Observability.Metrics;

/// <summary>The process metrics from Linux's <c>/proc</c> (proc(5)), with the names that all Prometheus client libraries use.</summary>
internal static class ProcessMetrics
{
    /// <summary>Kernel ticks per second: USER_HZ, which is 100 on every architecture that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>The index of the 22nd field of <c>/proc/self/stat</c>, counted from the field after the program's name.</summary>
    private const int StartTimeField = 22 - 3;

    private static readonly Lazy<double> StartTime = new(ReadStartTime);

    /// <summary>Writes the metrics. Omits what cannot be read: metrics must work even when other things do not.</summary>
    public static void Write(MetricsText text)
    {
        text.Counter("process_cpu_seconds_total", "Processor time of the process, in user mode and in the kernel.")
            .Value(Environment.CpuUsage.TotalTime.TotalSeconds);
        text.Gauge("process_start_time_seconds", "When the process started, in Unix time.").Value(StartTime.Value);
        text.Gauge("process_resident_memory_bytes", "Memory of the process that is in RAM.").Value(Environment.WorkingSet);
        if (Read("/proc/self/statm").Split(' ') is [string pages, _, ..])
        {
            text.Gauge("process_virtual_memory_bytes", "Address space of the process.")
                .Value(Number(pages) * Environment.SystemPageSize);
        }

        text.Gauge("process_open_fds", "Open file descriptors, sockets included.").Value(Directory.GetFileSystemEntries("/proc/self/fd").Length);
        if (Limit("Max open files") is double limit)
        {
            text.Gauge("process_max_fds", "How many file descriptors the process may have open.").Value(limit);
        }
    }

    /// <summary>Reads the start time only from the process's own files: a confined service sees nothing else of <c>/proc</c>.</summary>
    private static double ReadStartTime()
    {
        string stat = Read("/proc/self/stat");

        // The program's name is in parentheses and may itself contain spaces and parentheses.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        double secondsBetweenBootAndStart = Number(fields[StartTimeField]) / TicksPerSecond;
        double age = (Environment.TickCount64 / 1000.0) - secondsBetweenBootAndStart;
        return (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0) - age;
    }

    /// <summary>Reads the limit in force, the "soft" one.</summary>
    private static double? Limit(string name) => Read("/proc/self/limits").Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])
        .Select(static value => value == "unlimited" ? double.PositiveInfinity : Number(value))
        .Cast<double?>()
        .FirstOrDefault();

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
