using System.Globalization;
using BenchmarkDotNet.Attributes;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Benchmarks.Store;

/// <summary>
/// New incidents on disk: many callers, each committing the next one when its last one is durable, like requests on as many connections. The figure is
/// the time per incident.
/// </summary>
[BenchmarkCategory("store")]
public class StoreBenchmarks
{
    internal const int Incidents = 2048;
    private string folder = "";
    private IncidentStore? store;
    private SqliteRows? rows;
    private ProcessCallCommand[] commands = [];
    private long next;

    /// <summary>The number of callers and, for the baseline, of rows in a transaction.</summary>
    [Params(1, 16, 64)]
    public int InFlight { get; set; }

    /// <summary>Opens a store in its own folder, and checks that an incident is there after its commit.</summary>
    [GlobalSetup]
    public void Setup()
    {
        folder = Directory.CreateTempSubdirectory("callgoose-benchmark-").FullName;
        var options = new SqliteStoreOptions { Folder = DataFolder.Open(Path.Combine(folder, "data")) };
        store = SqliteStore.Open(options, TimeProvider.System);
        rows = new SqliteRows(Path.Combine(folder, "rows.db"));
        commands = [.. Enumerable.Range(0, InFlight).Select(static _ => new ProcessCallCommand())];
        CommitManyAsync(commands[0], 1).GetAwaiter().GetResult();
        if (store.FindAsync(commands[0].Call.Incidents[0]).AsTask().GetAwaiter().GetResult() is null)
        {
            throw new InvalidOperationException("The incident is not in the store.");
        }
    }

    /// <summary>Closes and removes it.</summary>
    [GlobalCleanup]
    public async Task Cleanup()
    {
        await store!.DisposeAsync();
        rows!.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The product: queue, rules, group commit, all tables and indexes.</summary>
    [Benchmark(Description = "callgoose, commit of ProcessCallCommand", OperationsPerInvoke = Incidents)]
    public Task Commit() => Task.WhenAll(commands.Select(command => CommitManyAsync(command, Incidents / InFlight)));

    /// <summary>The baseline: the time that SQLite needs for the bytes alone.</summary>
    [Benchmark(Baseline = true, Description = "SQLite, one row, no index, one thread", OperationsPerInvoke = Incidents)]
    public void Rows()
    {
        for (int written = 0; written < Incidents; written += InFlight)
        {
            rows!.Write(InFlight);
        }
    }

    private async Task CommitManyAsync(ProcessCallCommand command, int count)
    {
        // Leaves this thread, so that all callers begin.
        await Task.Yield();
        for (int i = 0; i < count; i++)
        {
            Fill(command.Call, Interlocked.Increment(ref next));
            if (await store!.CommitAsync(command) != CommitStatus.Committed || !command.Call.Outcome.Created)
            {
                throw new InvalidOperationException("No incident was created.");
            }
        }
    }

    private void Fill(IncomingCall call, long number)
    {
        call.Reset();
        call.Id = store!.Ids.Next();
        call.ReceivedAt = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        call.Source = call.Text.Append("BetterStack"u8);
        ref ServiceAction action = ref call.AddAction(new ServiceScope("", "default"));
        action.TriggerFilter = "incident";
        action.Urgency = Urgency.High;
        Span<byte> key = stackalloc byte[32];
        number.TryFormat(key, out int length, "D12", CultureInfo.InvariantCulture);
        action.TriggerKey = call.Text.Append(key[..length]);
        action.Title = call.Text.Append("BetterStack - Server Down: api.example.com"u8);
        action.Description = call.Text.Append("Monitor check failed. Status code 500."u8);
    }
}
