using System.Diagnostics;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Measurements;

/// <summary>
/// How often a webhook wakes a thread. It passes from the thread that watches sockets to a pool thread, to the thread that commits, and to a pool
/// thread again. A webhook that finds a thread awake wakes nobody.
/// </summary>
/// <param name="Connections">How many connections sent.</param>
/// <param name="Webhooks">How many webhooks were answered.</param>
/// <param name="Threads">What the threads of each name used for all of them, in descending order.</param>
/// <param name="WakeMicroseconds">The time from waking a thread until it runs, on an idle machine.</param>
internal sealed record Hops(int Connections, long Webhooks, IReadOnlyList<(string Name, ThreadUse Use)> Threads, double WakeMicroseconds)
{
    private const int Wakes = 20_000;

    /// <summary>Threads with fewer sleeps per webhook than this are not on its path.</summary>
    private const double Least = 0.0005;

    /// <summary>Puts the product under load and counts.</summary>
    public static async Task<Hops> MeasureAsync(IContender product, int connections, TimeSpan time)
    {
        var wrk = new Wrk(connections, 1);
        await using RunningServer server = await product.StartAsync();
        await wrk.SendExactlyAsync(server, server.WarmUpWebhooks);
        IReadOnlyDictionary<string, ThreadUse> before = ProcFiles.UseOfThreads(server.ProcessId);
        WrkResult result = await wrk.SendForAsync(server, time);
        IReadOnlyDictionary<string, ThreadUse> after = ProcFiles.UseOfThreads(server.ProcessId);
        await server.StopAsync();
        return new Hops(
            connections,
            result.Requests,
            [
                .. after.Select(t => (t.Key, Use: t.Value - before.GetValueOrDefault(t.Key)))
                    .Where(t => t.Use.Sleeps > Least * result.Requests)
                    .OrderByDescending(static t => t.Use.Cpu),
            ],
            WakingTakes());
    }

    /// <summary>Two threads wake each other in turns, like the pool and the thread that commits.</summary>
    private static double WakingTakes()
    {
        // These do not spin: with spinning events, two idle threads would never sleep.
        using var there = new AutoResetEvent(false);
        using var back = new AutoResetEvent(false);
        var other = new Thread(() =>
        {
            for (int i = 0; i < Wakes; i++)
            {
                there.WaitOne();
                back.Set();
            }
        });
        other.Start();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Wakes; i++)
        {
            there.Set();
            back.WaitOne();
        }

        other.Join();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / (2 * Wakes);
    }
}
