using Callgoose.Configuration;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Maintenances;

namespace Callgoose.Maintenances;

/// <summary>
/// Stores the maintenances that were begun at run time and applies them in addition to those of the configuration. Changes by a command or
/// another server take effect within a second. Safe to use from any thread; changes run one at a time, so that they occupy at most one thread.
/// </summary>
internal sealed class MaintenanceBook : IDisposable
{
    private static readonly TimeSpan LookingInterval = TimeSpan.FromMilliseconds(400);

    private readonly SemaphoreSlim gate = new(1);
    private readonly IMaintenanceStore store;
    private readonly LiveSettings settings;
    private readonly TimeProvider clock;
    private readonly Action changed;
    private readonly TimeOrderedIds ids;
    private readonly Timer looking;
    private long version;
    private bool isClosed;

    private MaintenanceBook(IMaintenanceStore store, LiveSettings settings, TimeProvider clock, Action changed)
    {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.changed = changed;
        ids = new TimeOrderedIds(clock);
        version = store.Version;
        Apply();
        looking = new Timer(static book => ((MaintenanceBook)book!).Look(), this, LookingInterval, LookingInterval);
    }

    /// <summary>Opens the stored maintenances and applies them.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="settings">The settings to which they are applied.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="changed">Called after every change, from any thread: held incidents may now wait for another end.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public static MaintenanceBook Open(IServerStorage storage, LiveSettings settings, TimeProvider clock, Action changed) =>
        new(storage.OpenMaintenances(), settings, clock, changed);

    /// <summary>Begins a maintenance.</summary>
    /// <param name="make">Creates it with its id.</param>
    /// <returns>The maintenance; null if there are too many.</returns>
    /// <exception cref="StoreException">It cannot be stored, and is not in force.</exception>
    public async ValueTask<ServiceMaintenance?> BeginAsync(Func<TimeOrderedId, ServiceMaintenance> make)
    {
        ServiceMaintenance wanted = make(ids.Next());
        return await ChangeAsync(() => store.Add(wanted) ? wanted : null);
    }

    /// <summary>Finds a maintenance by its id; null if there is none.</summary>
    public ServiceMaintenance? Find(TimeOrderedId id) => settings.Maintenances.FirstOrDefault(one => one.Id == id);

    /// <inheritdoc cref="IMaintenanceStore.MoveEnd"/>
    public ValueTask<ServiceMaintenance?> MoveEndAsync(TimeOrderedId id, long until) => ChangeAsync(() => store.MoveEnd(id, until));

    /// <inheritdoc/>
    public void Dispose()
    {
        looking.Dispose();
        gate.Wait();
        isClosed = true;
        store.Dispose();
        gate.Release();
    }

    private async ValueTask<ServiceMaintenance?> ChangeAsync(Func<ServiceMaintenance?> change)
    {
        await gate.WaitAsync();
        try
        {
            ServiceMaintenance? changed = change();
            Apply();
            return changed;
        }
        finally
        {
            gate.Release();
        }
    }

    private void Apply()
    {
        settings.Use(store.List(), clock.GetUtcNow());
        changed();
    }

    private void Look()
    {
        // A change is in progress; the next poll is early enough.
        if (!gate.Wait(0))
        {
            return;
        }

        try
        {
            if (!isClosed && store.Version is long now && now != version)
            {
                Apply();
                version = now;
            }
        }
        catch (StoreException)
        {
            // The settings in force stay; the next poll tries again.
        }
        finally
        {
            gate.Release();
        }
    }
}
