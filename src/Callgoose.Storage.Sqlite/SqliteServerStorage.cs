using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Maintenances;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sessions;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Checksums;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Integrity;
using Callgoose.Storage.Sqlite.Maintenances;
using Callgoose.Storage.Sqlite.Reading;
using Callgoose.Storage.Sqlite.Sessions;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Sqlite;

/// <summary>Stores everything of a server in a data folder, which is locked while this is open.</summary>
public sealed class SqliteServerStorage : IServerStorage
{
    private readonly DataFolder folder;
    private readonly IDisposable folderLock;
    private readonly TokenDirectory tokens;
    private readonly TimeProvider clock;

    private SqliteServerStorage(
        DataFolder folder, IDisposable folderLock, TokenDirectory tokens, IncidentStore incidents, ApiLogWriter apiLog, TimeProvider clock)
    {
        this.folder = folder;
        this.folderLock = folderLock;
        this.tokens = tokens;
        this.clock = clock;
        Incidents = incidents;
        ApiLog = apiLog;
        Sessions = new SessionFile(folder);
        Deliveries = new SqliteDeliveryStore(folder);
        DamagedLogs = folder.DamagedLogCopies;
    }

    /// <inheritdoc/>
    public IncidentStore Incidents { get; }

    /// <inheritdoc/>
    public ITokenDirectory Tokens => tokens;

    /// <inheritdoc/>
    public ISessionStore Sessions { get; }

    /// <inheritdoc/>
    public IApiLog ApiLog { get; }

    /// <inheritdoc/>
    public IDeliveryStore Deliveries { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings => folder.Warnings;

    /// <inheritdoc/>
    public IReadOnlyList<string> DamagedLogs { get; }

    /// <inheritdoc/>
    public long DamagedReads => PageDamage.Count;

    /// <inheritdoc/>
    public IEnumerable<(string Name, long Bytes)> FileSizes => folder.FileSizes();

    /// <inheritdoc/>
    public long? FreeBytes => folder.FreeBytes();

    /// <inheritdoc/>
    public string? Fault => null;

    /// <summary>Locks a data folder and opens its content. Recovery after a crash is complete when this returns.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="healthChanged">Called when commits stop working or work again, on the writer's thread; must not throw.</param>
    /// <param name="apiLogFailed">Called with the reason if entries of the API log cannot be written; calls continue without it.</param>
    /// <exception cref="DataFolderInUseException">Another server runs on the data folder.</exception>
    /// <exception cref="StoreException">A file cannot be opened, belongs to another program, has another version, or is missing.</exception>
    public static SqliteServerStorage Open(SqliteStoreOptions options, TimeProvider clock, Action<StoreHealthChange> healthChanged, Action<string> apiLogFailed)
    {
        ArgumentNullException.ThrowIfNull(options);
        DataFolder folder = options.Folder;
        IDisposable folderLock = folder.Lock();
        folder.RequireWhole();
        folder.WarnOfLostApiLog();
        if (folder.KeepDamagedLogs())
        {
            IntegrityCheck.RequireSound(folder);
        }

        var tokens = TokenDirectory.Open(folder, clock);
        var incidents = SqliteStore.Open(options with { NotesUse = true }, clock, healthChanged);
        var apiLog = ApiLogWriter.Open(folder, new ApiLogOptions(), clock, apiLogFailed);
        folder.BeginApiLog();
        return new SqliteServerStorage(folder, folderLock, tokens, incidents, apiLog, clock);
    }

    /// <inheritdoc/>
    public ITokenStore OpenTokens() => TokenStore.Open(folder, clock);

    /// <inheritdoc/>
    public IMaintenanceStore OpenMaintenances() => MaintenanceStore.Open(folder, clock);

    /// <inheritdoc/>
    public IApiLogReader OpenApiLog() => ApiLogReader.Open(folder);

    /// <inheritdoc/>
    public ITransitionReader OpenTransitions() => TransitionReader.Open(folder);

    /// <inheritdoc/>
    public IOverviewReader OpenOverview() => OverviewReader.Open(folder);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Incidents.DisposeAsync();
        await ApiLog.DisposeAsync();
        tokens.Checkpoint();
        tokens.Dispose();
        EndUse();
        folderLock.Dispose();
    }

    /// <summary>Records the end of use. If files were removed, the next start must require the logs, which have acknowledged data.</summary>
    private void EndUse()
    {
        try
        {
            if (Incidents.Loss is null && tokens.IsHealthy)
            {
                folder.EndUse();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is gone, or its disk is full: the next start checks what is there.
        }
    }
}
