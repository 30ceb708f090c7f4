namespace Callgoose.Storage.ApiLog;

/// <summary>Limits of the API log: how much it keeps, and how many entries may wait for its writer.</summary>
public sealed record ApiLogOptions
{
    /// <summary>The maximum age of an entry; older ones are removed (ProcessApi.md 6: 30 days).</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The maximum size of the file (ProcessApi.md 6: 1 GiB). The oldest entries are removed to make room for new ones.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>The maximum number of waiting entries. Further ones are dropped and counted, so that a slow disk never delays a webhook.</summary>
    public int MaxWaiting { get; init; } = 256;
}
