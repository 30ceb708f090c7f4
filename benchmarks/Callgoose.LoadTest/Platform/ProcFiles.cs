using System.Globalization;

namespace Callgoose.LoadTest.Platform;

/// <summary>Facts about processes and the machine in <c>/proc</c>.</summary>
internal static class ProcFiles
{
    /// <summary>The unit of the times in <c>/proc</c>: USER_HZ, which is 100 on every architecture that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>The processor time, user and system, of a process and its descendants so far, including ended ones.</summary>
    public static TimeSpan CpuTime(int processId) =>
        Time(Family(processId).Sum(static id => Ticks($"/proc/{id}", waitedFor: false) + Ticks($"/proc/{id}", waitedFor: true)));

    /// <summary>The processor time of a process's threads so far, as far as the threads exist.</summary>
    public static TimeSpan CpuTimeOfThreads(int processId, IReadOnlyCollection<string> names) => Time(TasksOf(processId)
        .Where(task => names.Contains(TextOf(Path.Combine(task, "comm")).TrimEnd()))
        .Sum(static task => Ticks(task, waitedFor: false)));

    /// <summary>The processor time of this process's ended children.</summary>
    public static TimeSpan CpuTimeOfEndedChildren() => Time(Ticks("/proc/self", waitedFor: true));

    /// <summary>The processor time of all processes of the machine so far.</summary>
    public static TimeSpan CpuTimeOfMachine()
    {
        // cpu user nice system idle iowait irq softirq steal ...: everything except idle, iowait and steal.
        long[] times = MachineTimes();
        return Time(times[0] + times[1] + times[2] + times[5] + times[6]);
    }

    /// <summary>The time that the host gave to other machines while this one wanted to run.</summary>
    public static TimeSpan StolenTime() => Time(MachineTimes()[7]);

    /// <summary>The memory of a process that is in RAM, in bytes.</summary>
    public static long ResidentBytes(int processId)
    {
        IEnumerable<string> lines = File.ReadLines($"/proc/{processId}/status");
        return 1024 * Number(Words(lines.First(static l => l.StartsWith("VmRSS:", StringComparison.Ordinal)))[1]);
    }

    /// <summary>The bytes that a process has written so far: to files, and to sockets by <c>write</c>, not by <c>send</c>.</summary>
    public static long WrittenBytes(int processId)
    {
        IEnumerable<string> lines = File.ReadLines($"/proc/{processId}/io");
        return Number(Words(lines.First(static l => l.StartsWith("wchar:", StringComparison.Ordinal)))[1]);
    }

    /// <summary>What the threads of a process have used so far, by name. Threads with the same name count together.</summary>
    public static IReadOnlyDictionary<string, ThreadUse> UseOfThreads(int processId) => TasksOf(processId)
        .Select(static task => (Name: TextOf(Path.Combine(task, "comm")).TrimEnd(), Use: UseOf(task)))
        .GroupBy(static thread => thread.Name)
        .ToDictionary(static g => g.Key, static g => g.Aggregate(default(ThreadUse), static (sum, thread) => sum + thread.Use));

    private static ThreadUse UseOf(string task)
    {
        string[] lines = TextOf(Path.Combine(task, "status")).Split('\n');
        return new ThreadUse(Time(Ticks(task, waitedFor: false)), Switches("voluntary_ctxt_switches:"), Switches("nonvoluntary_ctxt_switches:"), Waited());

        long Switches(string name) => lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is string line ? Number(line[name.Length..].Trim()) : 0;

        // In nanoseconds: ran, waited; then how often it ran.
        TimeSpan Waited() => TextOf(Path.Combine(task, "schedstat")) is { Length: > 0 } stat ? TimeSpan.FromMicroseconds(Number(Words(stat)[1]) / 1000.0) : default;
    }

    private static long[] MachineTimes() =>
        [.. Words(File.ReadLines("/proc/stat").First()).Skip(1).Select(Number)];

    private static IEnumerable<int> Family(int processId)
    {
        yield return processId;
        foreach (string child in TasksOf(processId)
            .SelectMany(static task => Words(TextOf(Path.Combine(task, "children")))))
        {
            foreach (int descendant in Family(int.Parse(child, CultureInfo.InvariantCulture)))
            {
                yield return descendant;
            }
        }
    }

    private static long Ticks(string folder, bool waitedFor)
    {
        string stat = TextOf(Path.Combine(folder, "stat"));
        if (stat.Length == 0)
        {
            return 0;
        }

        // The name of the program may contain blanks and parentheses: fields are counted after the last parenthesis.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        int user = waitedFor ? 13 : 11;
        return Number(fields[user]) + Number(fields[user + 1]);
    }

    private static string[] TasksOf(int processId)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{processId}/task");
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Empty if the process has ended in the meantime; its parent has its time then.</summary>
    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static TimeSpan Time(long ticks) => TimeSpan.FromSeconds(ticks / TicksPerSecond);
}
