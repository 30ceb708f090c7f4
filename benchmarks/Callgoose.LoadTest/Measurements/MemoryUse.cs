using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Measurements;

/// <summary>What many webhooks leave behind in the product: resident memory, garbage, data on disk.</summary>
internal sealed record MemoryUse
{
    private const int Generations = 3;

    /// <summary>How many webhooks were sent.</summary>
    public required int Webhooks { get; init; }

    /// <summary>How many incidents there were at the end, including those of the warm-up.</summary>
    public required int Incidents { get; init; }

    /// <summary>Resident memory a second after the start, before the first webhook; in bytes.</summary>
    public required long IdleBytes { get; init; }

    /// <summary>Resident memory after the webhooks; in bytes.</summary>
    public required long LoadedBytes { get; init; }

    /// <summary>The managed allocation of the whole process, Kestrel included, for each webhook; in bytes.</summary>
    public required double AllocatedBytesPerWebhook { get; init; }

    /// <summary>Collections of each generation during the webhooks.</summary>
    public required IReadOnlyList<double> Collections { get; init; }

    /// <summary>The data folder after the webhooks; in bytes.</summary>
    public required long DataBytes { get; init; }

    /// <summary>The data folder after the server has ended; in bytes.</summary>
    public required long DataBytesAtRest { get; init; }

    /// <summary>Measures, and checks that every webhook got 201 and is stored once.</summary>
    public static async Task<MemoryUse> MeasureAsync(CallgooseContender product, Wrk wrk, int webhooks)
    {
        using var folder = new TempFolder();
        string data = folder["data"];
        await using RunningServer server = product.Start(data, null);
        await Task.Delay(TimeSpan.FromSeconds(1));
        long idle = ProcFiles.ResidentBytes(server.ProcessId);

        // Enough for every pool to have its size.
        int warmUp = Math.Max(1, webhooks / 20);
        await wrk.SendExactlyAsync(server, warmUp);
        IReadOnlyDictionary<string, double> before = await ServerMetrics.ReadAsync(server);
        await wrk.SendExactlyAsync(server, webhooks);
        IReadOnlyDictionary<string, double> after = await ServerMetrics.ReadAsync(server);
        long loaded = ProcFiles.ResidentBytes(server.ProcessId);
        long dataBytes = SizeOf(data);

        StoredIncidents.Check(await StoredIncidents.CountAsync(server), warmUp + webhooks, unheard: 0);
        await server.StopAsync();
        double Change(string name) => after[name] - before[name];
        return new MemoryUse
        {
            Webhooks = webhooks,
            Incidents = warmUp + webhooks,
            IdleBytes = idle,
            LoadedBytes = loaded,
            AllocatedBytesPerWebhook = Change("dotnet_gc_allocated_bytes_total") / webhooks,
            Collections =
                [.. Enumerable.Range(0, Generations).Select(g => Change($"dotnet_gc_collections_total{{generation=\"{g}\"}}"))],
            DataBytes = dataBytes,
            DataBytesAtRest = SizeOf(data),
        };
    }

    private static long SizeOf(string folder) => new DirectoryInfo(folder).EnumerateFiles().Sum(static f => f.Length);
}
