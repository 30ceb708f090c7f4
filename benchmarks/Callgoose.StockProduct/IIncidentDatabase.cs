namespace Callgoose.StockProduct;

/// <summary>The store of incidents. Each call is one transaction, committed and synced before it returns.</summary>
internal interface IIncidentDatabase : IDisposable
{
    /// <summary>Creates an incident, or counts one more occurrence of the active incident with the same key.</summary>
    Task<(Guid Id, bool Created)> TriggerAsync(Guid id, string? key, string title, string description, DateTimeOffset? startedAt);

    /// <summary>Resolves the active incident with the key.</summary>
    Task<IReadOnlyList<Guid>> ResolveAsync(string? key);

    /// <summary>How many incidents there are.</summary>
    Task<long> CountAsync();
}
