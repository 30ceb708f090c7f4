using System.Diagnostics;
using Callgoose.LoadTest.Platform;
using HdrHistogram;

namespace Callgoose.LoadTest.Load;

/// <summary>
/// Sends webhooks at a constant rate from one thread, like independent senders: a slow answer delays no other sender. A latency begins when the
/// webhook was due, not when it could be sent, so a stall of the server counts for every webhook that had to wait (no coordinated omission).
/// </summary>
internal static class OpenLoopGenerator
{
    private const long LongestNanoseconds = 120_000_000_000;
    private const int SignificantDigits = 3;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Runs to the end of the plan.</summary>
    /// <exception cref="LoadTestException">A webhook was refused, or answers no longer arrive.</exception>
    public static OpenLoopResult Run(OpenLoopPlan plan)
    {
        OpenLoopConnection[] connections = [.. Enumerable.Range(0, plan.Connections).Select(_ => new OpenLoopConnection(plan))];
        using var epoll = new Epoll();
        var free = new Queue<OpenLoopConnection>(connections);
        for (int i = 0; i < connections.Length; i++)
        {
            epoll.Add(connections[i].Socket, i);
        }

        var latencies = new LongHistogram(LongestNanoseconds, SignificantDigits);
        var lateness = new LongHistogram(LongestNanoseconds, SignificantDigits);
        long first = (long)(plan.Rate * plan.WarmUpSeconds);
        long total = first + (long)(plan.Rate * plan.Seconds);
        long start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        TimeSpan longest = TimeSpan.FromSeconds(plan.WarmUpSeconds + plan.Seconds) + Grace;
        Span<int> readable = stackalloc int[64];
        long sent = 0;
        long answered = 0;
        bool wasFree = true;

        long DueAt(long number) => start + (long)(number * (Stopwatch.Frequency / plan.Rate));
        while (answered < total)
        {
            long now = Stopwatch.GetTimestamp();
            for (; sent < total && free.Count > 0 && DueAt(sent) <= now; sent++, now = Stopwatch.GetTimestamp())
            {
                if (wasFree && sent >= first)
                {
                    lateness.RecordValue(Nanoseconds(DueAt(sent), now));
                }

                free.Dequeue().Send(sent);
            }

            wasFree = free.Count > 0;
            TimeSpan patience = wasFree && sent < total ? Stopwatch.GetElapsedTime(now, Math.Max(now, DueAt(sent))) : TimeSpan.FromSeconds(1);
            int count = epoll.Wait(patience, readable);
            for (int i = 0; i < count; i++)
            {
                OpenLoopConnection connection = connections[readable[i]];
                if (connection.Receive())
                {
                    if (connection.Number >= first)
                    {
                        latencies.RecordValue(Nanoseconds(DueAt(connection.Number), Stopwatch.GetTimestamp()));
                    }

                    answered++;
                    free.Enqueue(connection);
                }
            }

            if (Stopwatch.GetElapsedTime(start, now) > longest)
            {
                throw new LoadTestException($"Of {total} webhooks {answered} were answered within {longest}.");
            }
        }

        Array.ForEach(connections, static c => c.Dispose());
        return new OpenLoopResult
        {
            Sent = total,
            Counted = latencies.TotalCount,
            Milliseconds = [.. OpenLoopResult.Percentiles.Select(p => latencies.GetValueAtPercentile(p) / 1e6)],
            LateP99Milliseconds = lateness.GetValueAtPercentile(99) / 1e6,
        };
    }

    private static long Nanoseconds(long from, long to) => Math.Max(1, (long)Stopwatch.GetElapsedTime(from, to).TotalNanoseconds);
}
