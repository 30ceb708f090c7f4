using Callgoose.Storage.Maintenances;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;

namespace Callgoose.Storage.Tests;

/// <summary>The contract over the shared store, on a real PostgreSQL.</summary>
public sealed class PostgresMaintenanceContractTests : MaintenanceContractTests, IAsyncLifetime
{
    private readonly List<SharedStore> opened = [];
    private PostgresStoreOptions options = null!;

    public async ValueTask InitializeAsync()
    {
        options = PatientPostgres.Options with { Url = PostgresServer.Shared.NewDatabase() };
        await using IncidentStore made = await PostgresStore.OpenAsync(options, TimeProvider.System);
    }

    public ValueTask DisposeAsync()
    {
        opened.ForEach(static one => one.Dispose());
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_connection_that_died_meanwhile_is_no_failure()
    {
        using IMaintenanceStore store = await OpenAsync();
        long version = store.Version;
        string database = options.Url[(options.Url.LastIndexOf('/') + 1)..];
        PostgresServer.Shared.Query(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        Assert.Equal(version, store.Version);
        PostgresServer.Shared.Query(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Assert.Null(store.MoveEnd(default, Clock.UnixMilliseconds));
    }

    [Fact]
    public async Task What_one_server_begins_and_ends_the_other_follows()
    {
        await using PostgresServerStorage one = await PostgresServerStorage.OpenAsync(options, Clock, static _ => { }, static _ => { });
        await using PostgresServerStorage other = await PostgresServerStorage.OpenAsync(options, Clock, static _ => { }, static _ => { });
        using IMaintenanceStore here = one.OpenMaintenances();
        using IMaintenanceStore there = other.OpenMaintenances();
        long before = there.Version;

        ServiceMaintenance begun = new() { Id = one.Incidents.Ids.Next(), Service = "shop", From = Clock.UnixMilliseconds, Until = Clock.UnixMilliseconds + 1000 };
        Assert.True(here.Add(begun));
        await Eventually.HoldsAsync(() => there.Version != before);
        before = there.Version;
        Assert.Equal([begun.Id], there.List().Select(static kept => kept.Id));
        Assert.NotNull(there.MoveEnd(begun.Id, Clock.UnixMilliseconds));
        await Eventually.HoldsAsync(() => here.Version != before);
        Assert.Equal(Clock.UnixMilliseconds, here.List()[0].Until);
    }

    protected override async ValueTask<IMaintenanceStore> OpenAsync()
    {
        SharedStore shared = await SharedStore.OpenAsync(options, Clock);
        opened.Add(shared);
        return shared.Maintenances;
    }
}
