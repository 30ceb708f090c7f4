using System.Globalization;

namespace Callgoose.LoadTest.Platform;

/// <summary>What Linux tells about processes and the machine in <c>/proc</c>.</summary>
internal static class ProcFiles
{
    /// <summary>The unit of the times in <c>/proc</c>: USER_HZ, which is 100 on every architecture that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>The processor time, user and system, that a process and its descendants have used so far.</summary>
    public static TimeSpan CpuTime(int processId) => Ticks(Family(processId).Sum(static id => OwnTicks(id, waitedFor: false)));

    /// <summary>The processor time of the children of this process that have ended.</summary>
    public static TimeSpan CpuTimeOfEndedChildren() => Ticks(OwnTicks(Environment.ProcessId, waitedFor: true));

    /// <summary>The processor time that all processes of the machine have used so far.</summary>
    public static TimeSpan CpuTimeOfMachine()
    {
        // cpu user nice system idle iowait irq softirq steal ...: everything but idle, iowait and steal.
        long[] times = MachineTimes();
        return Ticks(times[0] + times[1] + times[2] + times[5] + times[6]);
    }

    /// <summary>The time that the host gave to other machines while this one wanted to run.</summary>
    public static TimeSpan StolenTime() => Ticks(MachineTimes()[7]);

    /// <summary>The memory of a process that is in RAM, in bytes.</summary>
    public static long ResidentBytes(int processId)
    {
        string line = File.ReadLines($"/proc/{processId}/status").First(static l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static long[] MachineTimes() =>
        [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(static t => long.Parse(t, CultureInfo.InvariantCulture))];

    private static IEnumerable<int> Family(int processId)
    {
        yield return processId;
        foreach (string task in Directory.EnumerateDirectories($"/proc/{processId}/task"))
        {
            foreach (string child in File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                foreach (int descendant in Family(int.Parse(child, CultureInfo.InvariantCulture)))
                {
                    yield return descendant;
                }
            }
        }
    }

    private static long OwnTicks(int processId, bool waitedFor)
    {
        // The name of the program may contain blanks and parentheses: fields are counted from behind the last one.
        string stat = File.ReadAllText($"/proc/{processId}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        int user = waitedFor ? 13 : 11;
        return long.Parse(fields[user], CultureInfo.InvariantCulture) + long.Parse(fields[user + 1], CultureInfo.InvariantCulture);
    }

    private static TimeSpan Ticks(long ticks) => TimeSpan.FromSeconds(ticks / TicksPerSecond);
}
