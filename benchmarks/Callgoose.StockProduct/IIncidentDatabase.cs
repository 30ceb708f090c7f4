namespace Callgoose.StockProduct;

/// <summary>Where incidents are kept. Each call is one transaction, committed and synced before it ends.</summary>
internal interface IIncidentDatabase : IDisposable
{
    /// <summary>Creates an incident, or counts one more occurrence of the active one with the same key.</summary>
    Task<(Guid Id, bool Created)> TriggerAsync(Guid id, string? key, string title, string description, DateTimeOffset? startedAt);

    /// <summary>Resolves the active incident with the key.</summary>
    Task<IReadOnlyList<Guid>> ResolveAsync(string? key);

    /// <summary>How many incidents there are.</summary>
    Task<long> CountAsync();
}
