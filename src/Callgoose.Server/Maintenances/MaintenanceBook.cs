using Callgoose.Configuration;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Maintenances;

namespace Callgoose.Maintenances;

/// <summary>
/// The maintenances that somebody began while the server runs: keeps them, and puts them into force beside those of the configuration. What a command or
/// another server changes is in force within a second. May be used from any thread: changes are made one after the other, so that they hold one thread at most.
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

    /// <summary>Opens what is kept, and puts it into force.</summary>
    /// <param name="storage">Where it is kept.</param>
    /// <param name="settings">What it is put into force in.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <param name="changed">Called after every change, from any thread: incidents that are held may wait for another end.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static MaintenanceBook Open(IServerStorage storage, LiveSettings settings, TimeProvider clock, Action changed) =>
        new(storage.OpenMaintenances(), settings, clock, changed);

    /// <summary>Begins one.</summary>
    /// <param name="make">Makes it with its id.</param>
    /// <returns>It; null if there are too many.</returns>
    /// <exception cref="StoreException">It cannot be kept, and is not in force.</exception>
    public async ValueTask<ServiceMaintenance?> BeginAsync(Func<TimeOrderedId, ServiceMaintenance> make)
    {
        ServiceMaintenance wanted = make(ids.Next());
        return await ChangeAsync(() => store.Add(wanted) ? wanted : null);
    }

    /// <summary>Finds one; null if there is none with the id.</summary>
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
        // While somebody changes them the next look is early enough.
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
            // The next look may be luckier; what is in force stays.
        }
        finally
        {
            gate.Release();
        }
    }
}
