using System.Collections.Concurrent;
using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>
/// Two servers on one database (tests/README.md R28): nothing acknowledged is lost and nothing is doubled, whatever breaks between them and the
/// database.
/// </summary>
public sealed class SharedDatabaseTests
{
    private const int Keys = 20;

    [Fact]
    public async Task Two_servers_at_the_same_keys_leave_one_active_incident_of_each()
    {
        await using var scenario = new SharedScenario();
        await scenario.OpenAsync();

        await scenario.DriveAsync(rounds: 60, static () => { });

        scenario.AssertNothingIsLostOrDoubled(mustAllBeTaken: true);
    }

    [Fact]
    public async Task Connections_that_are_cut_at_the_commit_lose_and_double_nothing()
    {
        await using var scenario = new SharedScenario();
        await using var proxy = new CuttingProxy(PostgresServer.Shared.Port);
        await scenario.OpenAsync(proxy.Port);
        var random = new Random(5);
        proxy.Next = () => Roll(random) switch { < 1 => CuttingProxy.Moment.BeforeCommit, < 2 => CuttingProxy.Moment.AfterCommit, _ => CuttingProxy.Moment.Nowhere };

        await scenario.DriveAsync(rounds: 60, static () => { });

        proxy.Next = static () => CuttingProxy.Moment.Nowhere;
        Assert.InRange(proxy.Cuts, 2, int.MaxValue);
        scenario.AssertNothingIsLostOrDoubled(mustAllBeTaken: false);
    }

    [Fact]
    public async Task Backends_that_are_killed_lose_and_double_nothing()
    {
        await using var scenario = new SharedScenario();
        await scenario.OpenAsync();

        await scenario.DriveAsync(rounds: 40, () => PostgresServer.Shared.Query(
            "postgres", $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{scenario.Database}'"));

        scenario.AssertNothingIsLostOrDoubled(mustAllBeTaken: false);
    }

    [Fact]
    public async Task A_server_that_stops_at_once_and_starts_again_loses_and_doubles_nothing()
    {
        using var server = new PostgresServer(isDurable: true);
        await using var scenario = new SharedScenario(server);
        await scenario.OpenAsync();
        int stops = 0;

        await scenario.DriveAsync(rounds: 60, () =>
        {
            if (stops++ < 3)
            {
                server.StopImmediately();
                server.Start();
            }
        });

        scenario.AssertNothingIsLostOrDoubled(mustAllBeTaken: false);
    }

    /// <summary>
    /// A server that stops within a transaction, as by SIGSTOP, holds its rows for two seconds. Its batch is not committed, and it continues when it
    /// wakes.
    /// </summary>
    [Fact]
    public async Task A_server_that_freezes_within_a_transaction_holds_the_others_up_for_seconds_only()
    {
        await using var scenario = new SharedScenario();
        await scenario.OpenAsync();
        Assert.Equal(CommitStatus.Committed, await scenario.Stores[0].CommitAsync(Calls.Of(Wanted.Trigger("frozen"))));
        using var frozen = new FreezingCommand("frozen");
        Task<CommitStatus> asleep = scenario.Stores[0].CommitAsync(frozen).AsTask();
        frozen.WaitUntilHolding();

        ProcessCallCommand other = Calls.Of(Wanted.Trigger("frozen"));
        Assert.Equal(CommitStatus.Committed, await scenario.Stores[1].CommitAsync(other));
        frozen.Release();

        Assert.Equal(CommitStatus.Committed, await asleep);
        Assert.Equal([3L], scenario.Stores[1].List(new IncidentQuery()).Incidents.Select(static incident => incident.Occurrences));
    }

    private static int Roll(Random random)
    {
        lock (random)
        {
            return random.Next(20);
        }
    }

    /// <summary>Two stores on one database, and the answers that senders got.</summary>
    private sealed class SharedScenario(PostgresServer? server = null) : IAsyncDisposable
    {
        private readonly ConcurrentBag<(TimeOrderedId Call, CallOutcome Outcome)> acknowledged = [];
        private string url = string.Empty;

        public List<IncidentStore> Stores { get; } = [];

        public string Database => url[(url.LastIndexOf('/') + 1)..];

        public async Task OpenAsync(int? port = null)
        {
            PostgresServer postgres = server ?? PostgresServer.Shared;
            url = postgres.NewDatabase();
            for (int i = 0; i < 2; i++)
            {
                var options = PatientPostgres.Options with
                {
                    Url = port is null ? url : postgres.Url(Database, port),
                    Name = $"server {i}",
                    ProbeInterval = TimeSpan.FromMilliseconds(20),
                };
                Stores.Add(await PostgresStore.OpenAsync(options, TimeProvider.System));
            }
        }

        /// <summary>Senders that repeat refused calls, as real ones do, with the same delivery id to either server.</summary>
        public async Task DriveAsync(int rounds, Action disturb)
        {
            bool isDone = false;
            Task disturbing = Task.Factory.StartNew(
                () =>
                {
                    for (int i = 0; i < 10 && !Volatile.Read(ref isDone); i++)
                    {
                        disturb();
                        Thread.Yield();
                    }
                },
                TaskCreationOptions.LongRunning);
            await Task.WhenAll(Enumerable.Range(0, 16).Select(sender => Task.Run(() => SendAsync(sender, rounds))));
            Volatile.Write(ref isDone, true);
            await disturbing;
        }

        /// <param name="mustAllBeTaken">Whether nothing may have been refused.</param>
        public void AssertNothingIsLostOrDoubled(bool mustAllBeTaken)
        {
            IReadOnlyList<IncidentSummary> all = Stores[0].List(new IncidentQuery { Limit = int.MaxValue }).Incidents;
            Assert.All(all.Where(static one => one.State != IncidentState.Resolved).GroupBy(static one => one.IncidentKey), static key => Assert.Single(key));

            // Each delivery takes effect once: its first answer is its answer for ever, and matches what is stored.
            Assert.Equal(acknowledged.Count(static one => one.Outcome.Created), all.Count);
            Assert.Equal(acknowledged.Count(static one => one.Outcome.Resolved), all.Count(static one => one.State == IncidentState.Resolved));
            Assert.Equal(acknowledged.Count(static one => one.Outcome.Created || one.Outcome.TriggerDuplicate), all.Sum(static one => one.Occurrences));
            foreach (IncidentSummary one in all)
            {
                IncidentDetails details = Stores[1].Find(one.Id)!;
                Assert.Equal(TransitionKind.Triggered, details.Timeline[0].Kind);
                Assert.Equal(one.State == IncidentState.Resolved, details.Timeline.Any(static line => line.Kind == TransitionKind.Resolved));
            }

            Assert.True(!mustAllBeTaken || Stores.TrueForAll(static store => store.Statistics.Failures == 0));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (IncidentStore store in Stores)
            {
                await store.DisposeAsync();
            }
        }

        private async Task SendAsync(int sender, int rounds)
        {
            var random = new Random(sender);
            for (int i = 0; i < rounds; i++)
            {
                string key = $"INC-{random.Next(Keys)}";
                Wanted wanted = random.Next(3) == 0 ? Wanted.Resolve(key) : Wanted.Trigger(key);
                var command = new ProcessCallCommand();
                CommitStatus status;
                do
                {
                    IncidentStore store = Stores[random.Next(Stores.Count)];
                    command.Call.Fill(store.Ids.Next(), TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), $"body {sender} {i}", "tool", wanted);
                    command.Call.TokenId = new TimeOrderedId(0x70, 1);
                    command.Call.DeliveryId = command.Call.Text.Append(System.Text.Encoding.UTF8.GetBytes($"{sender} {i}"));
                    status = await store.CommitAsync(command);
                    if (status != CommitStatus.Committed)
                    {
                        await Task.Yield();
                    }
                }
                while (status != CommitStatus.Committed);
                acknowledged.Add((command.Call.Id, command.Call.Outcome));
            }
        }
    }

    /// <summary>A trigger that stops in the middle of its transaction the first time it is applied.</summary>
    private sealed class FreezingCommand : StoreCommand, IDisposable
    {
        private readonly ManualResetEventSlim holding = new();
        private readonly ManualResetEventSlim released = new();
        private readonly ProcessCallCommand call;

        public FreezingCommand(string key) => call = Calls.Of(Wanted.Trigger(key));

        public void WaitUntilHolding() => holding.Wait();

        public void Release() => released.Set();

        public void Dispose()
        {
            holding.Dispose();
            released.Dispose();
        }

        protected override void Apply(IIncidentStore store, CallRules rules)
        {
            holding.Set();
            released.Wait();
            rules.Apply(call.Call, store);
        }

        protected override void CollectReads(BatchReads reads) => reads.AddKey(new ServiceScope(string.Empty, Wanted.Trigger("frozen").Service), Wanted.Trigger("frozen").KeySpace, "frozen"u8);
    }
}
