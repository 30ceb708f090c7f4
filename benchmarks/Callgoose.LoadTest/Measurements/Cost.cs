using System.Diagnostics;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Measurements;

/// <summary>
/// Where the product's processor time goes: <c>perf</c> samples the call stack of running code a thousand times a second, and each stack of the
/// product belongs to one part of the path of a request.
/// </summary>
/// <param name="Samples">How many stacks of the product there were.</param>
/// <param name="ServerMicroseconds">Processor time per webhook, by <c>/proc</c>.</param>
/// <param name="Parts">How many of the stacks belong to each part, in descending order.</param>
/// <param name="CopyNanoseconds">The time to copy a payload.</param>
/// <param name="SyncMilliseconds">The median time of a write of 4 KiB and a sync.</param>
internal sealed record Cost(
    int Samples,
    double ServerMicroseconds,
    IReadOnlyList<(string Name, int Samples)> Parts,
    double CopyNanoseconds,
    double SyncMilliseconds)
{
    private const int SamplesPerSecond = 999;
    private const int Copies = 10_000_000;

    /// <summary>The load starts before perf and continues after it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(0.5);

    /// <summary>Puts the product under load and samples it.</summary>
    /// <exception cref="LoadTestException"><c>perf</c> is missing or has no permission.</exception>
    public static async Task<Cost> MeasureAsync(IContender product, Wrk wrk, TimeSpan time)
    {
        string perf = Tools.Find("perf") ?? throw new LoadTestException("perf is missing; benchmarks/install-rivals.sh installs it");
        using var folder = new TempFolder();
        string file = folder["perf.data"];
        await using RunningServer server = await product.StartAsync();
        await wrk.SendExactlyAsync(server, server.WarmUpWebhooks);

        TimeSpan before = ProcFiles.CpuTime(server.ProcessId);
        Task<WrkResult> load = wrk.SendForAsync(server, time);
        await Task.Delay(Margin);
        string seconds = FormattableString.Invariant($"{(time - (2 * Margin)).TotalSeconds:F1}");

        // By the clock of each core, because virtual machines have no counters, and for all processes, because threads come and go.
        await Child.RunAsync(
            perf, "record", "--output", file, "--event", "cpu-clock", "--freq", $"{SamplesPerSecond}", "-g", "--all-cpus", "--",
            "sleep", seconds);
        WrkResult result = await load;
        TimeSpan used = ProcFiles.CpuTime(server.ProcessId) - before;

        string stacks = await Child.RunAsync(
            perf, "script", "--input", file, "--pid", $"{server.ProcessId}", "--fields", "comm,tid,ip,sym");
        await server.StopAsync();
        string[] parts = [.. Stacks(stacks).Select(static s => CostPart.Of(s.Thread, s.Functions))];
        if (parts.Length == 0)
        {
            throw new LoadTestException("perf saw nothing of the product.");
        }

        if (parts.Count(static part => part == CostPart.Other) > parts.Length / 4)
        {
            throw new LoadTestException("perf does not know the names of the product's functions; keep 'callgoose.dbg' beside the executable.");
        }

        return new Cost(
            parts.Length,
            used.TotalMicroseconds / result.Requests,
            [.. parts.CountBy(static p => p).OrderByDescending(static p => p.Value).Select(static p => (p.Key, p.Value))],
            NanosecondsToCopy(File.ReadAllBytes(Payloads.PathOf(Payloads.Trigger))),
            DiskSync.Measure().Median);
    }

    /// <summary>Each sample has a line with the name and id of the thread, and a line with an address and a name for each function.</summary>
    private static IEnumerable<(string Thread, IReadOnlyList<string> Functions)> Stacks(string text)
    {
        string? thread = null;
        var functions = new List<string>();
        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0 && char.IsWhiteSpace(line[0]))
            {
                string[] words = line.Trim().Split(' ', 2);
                functions.Add(words[^1]);
            }
            else
            {
                if (thread is not null && functions.Count > 0)
                {
                    yield return (thread, functions);
                }

                string head = line.Trim();
                int blank = head.LastIndexOf(' ');
                thread = blank < 0 ? null : head[..blank].TrimEnd();
                functions = [];
            }
        }
    }

    private static double NanosecondsToCopy(byte[] payload)
    {
        byte[] target = new byte[payload.Length];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Copies; i++)
        {
            payload.CopyTo(target, 0);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Copies;
    }
}
