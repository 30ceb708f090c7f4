using System.Diagnostics;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Measurements;

/// <summary>
/// How often a webhook has a thread woken. It goes from the thread that watches sockets to one of the pool, to the one that commits, and to one of the pool again;
/// who comes while a thread is awake wakes nobody.
/// </summary>
/// <param name="Connections">How many connections sent.</param>
/// <param name="Webhooks">How many webhooks were answered.</param>
/// <param name="Threads">What the threads of each name used for all of them, most first.</param>
/// <param name="WakeMicroseconds">What it takes from one thread's waking another to the other's running, with nothing else to do.</param>
internal sealed record Hops(int Connections, long Webhooks, IReadOnlyList<(string Name, ThreadUse Use)> Threads, double WakeMicroseconds)
{
    private const int Wakes = 20_000;

    /// <summary>Those with less than this part of a sleep for a webhook are no part of its way.</summary>
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

    /// <summary>Two threads wake each other in turns, as the pool and the thread that commits do.</summary>
    private static double WakingTakes()
    {
        // These do not spin: with those that do, two threads with nothing else to do would never sleep.
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
