using System.Globalization;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;
using Callgoose.Testing;

namespace Callgoose.LoadTest.Measurements;

/// <summary>
/// Webhooks on one PostgreSQL, closed loop: through one server of the product, through two that share the senders, and through a server that commits a
/// transaction for each call. PostgreSQL comes from the system's package, syncs each commit, and runs on the same cores.
/// </summary>
/// <param name="Name">The contender.</param>
/// <param name="Rounds">Its rounds.</param>
internal sealed record SharedStore(string Name, IReadOnlyList<SharedStoreRound> Rounds)
{
    private const int WarmUpWebhooks = 2_000;

    /// <summary>Runs the rounds, in the opposite order every other time.</summary>
    /// <param name="executable">The product.</param>
    /// <param name="connections">How many senders there are for all servers together.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="time">The length of each.</param>
    /// <param name="tell">Receives progress messages.</param>
    public static async Task<IReadOnlyList<SharedStore>> MeasureAsync(string executable, int connections, int rounds, TimeSpan time, Action<string> tell)
    {
        SharedStoreContender[] contenders =
        [
            SharedStoreContender.Product(executable, 1),
            SharedStoreContender.Product(executable, 2),
            SharedStoreContender.Stock(await Repository.PublishAsync("benchmarks", "Callgoose.StockProduct")),
        ];
        List<SharedStoreRound>[] results = [.. contenders.Select(static _ => new List<SharedStoreRound>())];
        using PostgresServer postgres = StartPostgres();
        for (int round = 1; round <= rounds; round++)
        {
            IEnumerable<int> order = Enumerable.Range(0, contenders.Length);
            foreach (int i in round % 2 == 1 ? order : order.Reverse())
            {
                SharedStoreRound result = await RunAsync(contenders[i], postgres, connections, time);
                results[i].Add(result);
                tell(FormattableString.Invariant(
                    $"round {round}, {contenders[i].Name}: {result.PerSecond:F0}/s, {result.ServerMicroseconds:F1} and {result.DatabaseMicroseconds:F1} µs of CPU each"));
            }
        }

        return [.. contenders.Select((c, i) => new SharedStore(c.Name, results[i]))];
    }

    private static PostgresServer StartPostgres()
    {
        try
        {
            var postgres = new PostgresServer(isDurable: true);
            postgres.Configure("max_wal_size = 4GB\ncheckpoint_timeout = 30min");
            return postgres;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            throw new LoadTestException($"PostgreSQL could not be started; tests/prerequisites --install installs it: {e.Message}");
        }
    }

    private static async Task<SharedStoreRound> RunAsync(SharedStoreContender contender, PostgresServer postgres, int connections, TimeSpan time)
    {
        IReadOnlyList<RunningServer> servers = await contender.Start(postgres);
        try
        {
            int database = int.Parse(File.ReadLines(Path.Combine(postgres.Folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
            var wrk = new Wrk(connections / servers.Count, 1);
            foreach (RunningServer server in servers)
            {
                await wrk.SendExactlyAsync(server, WarmUpWebhooks);
            }

            TimeSpan serversBefore = CpuTime(servers);
            TimeSpan databaseBefore = ProcFiles.CpuTime(database);
            WrkResult[] sent = await Task.WhenAll(servers.Select(server => wrk.SendForAsync(server, time)));
            TimeSpan serverTime = CpuTime(servers) - serversBefore;
            TimeSpan databaseTime = ProcFiles.CpuTime(database) - databaseBefore;
            long webhooks = sent.Sum(static r => r.Requests);
            StoredIncidents.Check(await servers[0].CountIncidents!(servers[0]), webhooks + (servers.Count * WarmUpWebhooks), connections);
            foreach (RunningServer server in servers)
            {
                await server.StopAsync();
            }

            return new SharedStoreRound(
                sent.Sum(static r => r.RequestsPerSecond),
                serverTime.TotalMicroseconds / webhooks,
                databaseTime.TotalMicroseconds / webhooks,
                sent.Max(static r => r.P99Microseconds) / 1e3);
        }
        finally
        {
            // The first one owns the folder of all.
            foreach (RunningServer server in servers.Reverse())
            {
                await server.DisposeAsync();
            }
        }
    }

    private static TimeSpan CpuTime(IReadOnlyList<RunningServer> servers) =>
        servers.Aggregate(TimeSpan.Zero, static (sum, server) => sum + ProcFiles.CpuTime(server.ProcessId));
}
