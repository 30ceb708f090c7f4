using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.ApiLog;

/// <summary>Reads the API log. Not thread-safe.</summary>
/// <remarks>An embedded store blocks until the read is complete; a store across a network reads asynchronously.</remarks>
public interface IApiLogReader : IDisposable
{
    /// <summary>Lists entries without their bodies: newest first, or oldest first after <see cref="ApiLogQuery.After"/>.</summary>
    /// <exception cref="StoreException">The entries cannot be read.</exception>
    ValueTask<ApiLogPage> ListAsync(ApiLogQuery query);

    /// <summary>Finds the entry of a call.</summary>
    /// <returns>The entry, or null if the log has none.</returns>
    /// <exception cref="StoreException">The entry cannot be read.</exception>
    ValueTask<ApiLogRow?> FindAsync(TimeOrderedId callId);
}
