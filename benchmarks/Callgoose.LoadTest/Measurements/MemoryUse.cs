using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Measurements;

/// <summary>Resident memory of the product.</summary>
/// <param name="Idle">A second after the start, before the first webhook; in bytes.</param>
/// <param name="Loaded">After <see cref="Webhooks"/> webhooks; in bytes.</param>
internal sealed record MemoryUse(long Idle, long Loaded)
{
    /// <summary>How many webhooks are sent.</summary>
    public const int Webhooks = 100_000;

    /// <summary>Measures it, and holds that every one of the webhooks was answered with 201 and is stored once.</summary>
    public static async Task<MemoryUse> MeasureAsync(IContender product, Wrk wrk)
    {
        await using RunningServer server = await product.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        long idle = ProcFiles.ResidentBytes(server.ProcessId);
        await wrk.SendExactlyAsync(server, Webhooks);
        long loaded = ProcFiles.ResidentBytes(server.ProcessId);
        StoredIncidents.Check(await StoredIncidents.CountAsync(server), Webhooks, unheard: 0);
        await server.StopAsync();
        return new MemoryUse(idle, loaded);
    }
}
