using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.ApiLog;

/// <summary>Reads the API log. Used by one at a time.</summary>
/// <remarks>An embedded store blocks and has ended when it comes back; one across a network blocks nobody.</remarks>
public interface IApiLogReader : IDisposable
{
    /// <summary>Lists entries without their bodies: newest first, or oldest first behind <see cref="ApiLogQuery.After"/>.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<ApiLogPage> ListAsync(ApiLogQuery query);

    /// <summary>The entry of a call.</summary>
    /// <returns>The entry, or null if the log has none.</returns>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<ApiLogRow?> FindAsync(TimeOrderedId callId);
}
