using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Maintenances;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sessions;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage;

/// <summary>
/// Everything that a server stores, in any kind of store. It is open before the server listens, and closed after the server has drained.
/// May be used from any thread.
/// </summary>
public interface IServerStorage : IAsyncDisposable
{
    /// <summary>The incidents.</summary>
    IncidentStore Incidents { get; }

    /// <summary>The valid tokens.</summary>
    ITokenDirectory Tokens { get; }

    /// <summary>The sessions of signed-in users.</summary>
    ISessionStore Sessions { get; }

    /// <summary>Writes the API log.</summary>
    IApiLog ApiLog { get; }

    /// <summary>The deliveries to destinations.</summary>
    IDeliveryStore Deliveries { get; }

    /// <summary>Warnings of the start, as sentences for people.</summary>
    IReadOnlyCollection<string> Warnings { get; }

    /// <summary>Names of files with acknowledged commits that could not be read at a start.</summary>
    IReadOnlyList<string> DamagedLogs { get; }

    /// <summary>How many reads found data that differs from what was written, and refused it.</summary>
    long DamagedReads { get; }

    /// <summary>The files on this machine, with their sizes in bytes; empty where there are none.</summary>
    IEnumerable<(string Name, long Bytes)> FileSizes { get; }

    /// <summary>The free space of the file system of these files, in bytes; null where there are none.</summary>
    long? FreeBytes { get; }

    /// <summary>Why the server is not ready although its store commits, as a sentence; null if it is ready.</summary>
    string? Fault { get; }

    /// <summary>Opens the store of tokens. The caller closes it.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    ITokenStore OpenTokens();

    /// <summary>Opens the store of maintenances that begin while the server runs. The caller closes it before this.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    IMaintenanceStore OpenMaintenances();

    /// <summary>Opens a reader of the API log. The caller closes it.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    IApiLogReader OpenApiLog();

    /// <summary>Opens a reader that follows the transitions. The caller closes it before this.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    ITransitionReader OpenTransitions();

    /// <summary>Opens a reader for overviews. The caller closes it before this.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    IOverviewReader OpenOverview();
}
