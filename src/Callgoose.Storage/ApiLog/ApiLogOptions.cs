namespace Callgoose.Storage.ApiLog;

/// <summary>How much of the API log is kept, and how many entries may wait for its writer.</summary>
public sealed record ApiLogOptions
{
    /// <summary>Older entries are removed (ProcessApi.md 6: 30 days).</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The file gets no longer than this (ProcessApi.md 6: 1 GiB): the oldest entries make room for new ones.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>How many entries may wait; more are left out and counted, so that a slow disk never holds a webhook up.</summary>
    public int MaxWaiting { get; init; } = 256;
}
