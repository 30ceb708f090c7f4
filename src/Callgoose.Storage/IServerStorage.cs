using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Maintenances;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sessions;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage;

/// <summary>Everything that a server keeps, wherever that is: open before it listens, closed after it has drained. May be used from any thread.</summary>
public interface IServerStorage : IAsyncDisposable
{
    /// <summary>The incidents.</summary>
    IncidentStore Incidents { get; }

    /// <summary>Whose tokens are valid.</summary>
    ITokenDirectory Tokens { get; }

    /// <summary>Who is signed in.</summary>
    ISessionStore Sessions { get; }

    /// <summary>Takes the entries of the API log.</summary>
    IApiLog ApiLog { get; }

    /// <summary>What is to be sent to destinations.</summary>
    IDeliveryStore Deliveries { get; }

    /// <summary>What a person should know of the start, in sentences.</summary>
    IReadOnlyCollection<string> Warnings { get; }

    /// <summary>The names of files that have acknowledged commits which could not be read at a start.</summary>
    IReadOnlyList<string> DamagedLogs { get; }

    /// <summary>How often something was read that is not what was written, and refused.</summary>
    long DamagedReads { get; }

    /// <summary>The files on this machine, with their sizes in bytes; empty where there are none.</summary>
    IEnumerable<(string Name, long Bytes)> FileSizes { get; }

    /// <summary>How many bytes the file system of the files still takes; null where there are none.</summary>
    long? FreeBytes { get; }

    /// <summary>Why the server is not ready though its store commits, as a sentence; null if it is.</summary>
    string? Fault { get; }

    /// <summary>Opens what changes tokens, which the caller closes.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    ITokenStore OpenTokens();

    /// <summary>Opens what keeps the maintenances that are begun while serving, which the caller closes before this.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    IMaintenanceStore OpenMaintenances();

    /// <summary>Opens what reads the API log, which the caller closes.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    IApiLogReader OpenApiLog();

    /// <summary>Opens what follows the transitions, which the caller closes before this.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    ITransitionReader OpenTransitions();

    /// <summary>Opens what an overview counts, which the caller closes before this.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    IOverviewReader OpenOverview();
}
