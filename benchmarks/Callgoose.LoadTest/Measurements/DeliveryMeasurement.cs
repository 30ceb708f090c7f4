using System.Diagnostics;
using System.Globalization;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;
using Callgoose.LoadTest.Reporting;

namespace Callgoose.LoadTest.Measurements;

/// <summary>Delivery (P10): its cost for webhooks, its speed, and what a kill loses, compared with Alertmanager's webhooks.</summary>
/// <param name="wrk">The closed loop.</param>
/// <param name="openLoop">The constant rate.</param>
/// <param name="tell">Receives progress messages.</param>
internal sealed class DeliveryMeasurement(Wrk wrk, OpenLoop openLoop, Action<string> tell)
{
    private const int Waiting = 10_000;
    private const int KilledWith = 2_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly string[] DispatcherThread = ["callgoose deliv"];

    /// <summary>Runs the rounds. The contenders take turns within each round.</summary>
    public async Task<IReadOnlyList<DeliveryRound>> RunAsync(CallgooseContender product, int rounds, TimeSpan time)
    {
        var results = new List<DeliveryRound>();
        bool hasRival = new AlertmanagerContender().IsInstalled;
        double? rate = null;
        for (int round = 1; round <= rounds; round++)
        {
            DeliveryLoad? without = null;
            DeliveryLoad? dead = null;
            foreach (bool isDead in round % 2 == 1 ? (bool[])[false, true] : [true, false])
            {
                DeliveryLoad load = await LoadAsync(product, isDead, time, rate);
                rate ??= load.PerSecond / 2;
                (without, dead) = isDead ? (without, load) : (load, dead);
            }

            (double perSecond, double microseconds) = await DrainAsync(product);
            results.Add(new DeliveryRound
            {
                Without = without!,
                Dead = dead!,
                DrainPerSecond = perSecond,
                DrainMicroseconds = microseconds,
                Through = await ThroughAsync(receiver => Task.FromResult(StartTo(product, receiver))),
                RivalThrough = hasRival ? await ThroughAsync(StartRivalAsync) : null,
                Lost = await LoseAsync(receiver => Task.FromResult(StartTo(product, receiver))),
                RivalLost = hasRival ? await LoseAsync(StartRivalAsync) : null,
            });
            DeliveryRound done = results[^1];
            tell(FormattableString.Invariant(
                $"round {round}: {done.DrainPerSecond:F0} messages/s; a webhook takes {done.Without.RequestMicroseconds:F1} µs without, {done.Dead.RequestMicroseconds:F1} µs with a dead receiver"));
        }

        return results;
    }

    private async Task<DeliveryLoad> LoadAsync(CallgooseContender product, bool isDead, TimeSpan time, double? rate)
    {
        using var folder = new TempFolder();
        await using RunningServer server = isDead ? StartTo(product, (folder, LoopbackPort.Free())) : product.Start(folder["data"], null);
        await wrk.SendExactlyAsync(server, Waiting);
        await Task.Delay(TimeSpan.FromSeconds(1));

        TimeSpan all = ProcFiles.CpuTime(server.ProcessId);
        TimeSpan dispatcher = ProcFiles.CpuTimeOfThreads(server.ProcessId, DispatcherThread);
        TimeSpan commit = ProcFiles.CpuTimeOfThreads(server.ProcessId, [.. CostPart.CommitThreads]);
        WrkResult result = await wrk.SendForAsync(server, time);
        all = ProcFiles.CpuTime(server.ProcessId) - all;
        dispatcher = ProcFiles.CpuTimeOfThreads(server.ProcessId, DispatcherThread) - dispatcher;
        commit = ProcFiles.CpuTimeOfThreads(server.ProcessId, [.. CostPart.CommitThreads]) - commit;

        OpenLoopResult seen = await openLoop.SendAsync(server, rate ?? result.RequestsPerSecond / 2, time);
        await server.StopAsync();
        return new DeliveryLoad
        {
            PerSecond = result.RequestsPerSecond,
            Microseconds = all.TotalMicroseconds / result.Requests,
            DispatcherMicroseconds = dispatcher.TotalMicroseconds / result.Requests,
            CommitMicroseconds = commit.TotalMicroseconds / result.Requests,
            P50 = seen.Milliseconds[LatencyResults.IndexOf(50)],
            P99 = seen.Milliseconds[LatencyResults.IndexOf(99)],
        };
    }

    /// <summary>Ten thousand events wait; then their receiver comes back.</summary>
    private async Task<(double PerSecond, double Microseconds)> DrainAsync(CallgooseContender product)
    {
        using var folder = new TempFolder();
        int port = LoopbackPort.Free();
        await using RunningServer server = StartTo(product, (folder, port));
        await wrk.SendExactlyAsync(server, Waiting);
        await Task.Delay(TimeSpan.FromSeconds(1));
        await using var receiver = new CountingReceiver(port);
        TimeSpan before = ProcFiles.CpuTime(server.ProcessId);
        long began = Stopwatch.GetTimestamp();
        server.Reload();
        long ended = await receiver.WaitAsync(Waiting, Patience);
        TimeSpan taken = ProcFiles.CpuTime(server.ProcessId) - before;
        Require(receiver, Waiting);
        await server.StopAsync();
        return (Waiting / Stopwatch.GetElapsedTime(began, ended).TotalSeconds, taken.TotalMicroseconds / Waiting);
    }

    /// <summary>Ten thousand webhooks arrive while their receiver is up.</summary>
    private async Task<(double PerSecond, double Microseconds)> ThroughAsync(Func<(TempFolder Folder, int Port), Task<RunningServer>> start)
    {
        using var folder = new TempFolder();
        await using var receiver = new CountingReceiver();
        await using RunningServer server = await start((folder, receiver.Port));
        TimeSpan before = ProcFiles.CpuTime(server.ProcessId);
        long began = Stopwatch.GetTimestamp();
        await wrk.SendExactlyAsync(server, Waiting);
        long ended = await receiver.WaitAsync(Waiting, Patience);
        TimeSpan taken = ProcFiles.CpuTime(server.ProcessId) - before;
        Require(receiver, Waiting);
        await server.StopAsync();
        return (Waiting / Stopwatch.GetElapsedTime(began, ended).TotalSeconds, taken.TotalMicroseconds / Waiting);
    }

    /// <summary>The receiver is down, the server is killed, and then both come back.</summary>
    private async Task<int> LoseAsync(Func<(TempFolder Folder, int Port), Task<RunningServer>> start)
    {
        using var folder = new TempFolder();
        int port = LoopbackPort.Free();

        // Disposing kills the server.
        await using (RunningServer first = await start((folder, port)))
        {
            await wrk.SendExactlyAsync(first, KilledWith);
        }

        await using var receiver = new CountingReceiver(port);
        await using RunningServer second = await start((folder, port));
        await receiver.WaitAsync(KilledWith, Patience);
        await second.StopAsync();
        return KilledWith - receiver.Incidents;
    }

    private static void Require(CountingReceiver receiver, int incidents)
    {
        if (receiver.Incidents != incidents)
        {
            throw new LoadTestException(string.Create(CultureInfo.InvariantCulture, $"Of {incidents} incidents {receiver.Incidents} came to the receiver."));
        }
    }

    private static RunningServer StartTo(CallgooseContender product, (TempFolder Folder, int Port) receiver)
    {
        string configuration = receiver.Folder["callgoose.json"];
        string token = receiver.Folder["token"];
        File.WriteAllText(configuration, string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "destinations": { "hook": { "kind": "Webhook", "url": "http://127.0.0.1:{{receiver.Port}}/hook" } },
              "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            }
            """));
        RunningServer server = product.Start(receiver.Folder["data"], File.Exists(token) ? File.ReadAllText(token) : null, configuration: configuration);
        File.WriteAllText(token, server.Token);
        return server;
    }

    private static Task<RunningServer> StartRivalAsync((TempFolder Folder, int Port) receiver) =>
        AlertmanagerContender.StartNotifyingAsync(receiver.Folder, receiver.Port);
}
