using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Postgres.Deliveries;

namespace Callgoose.Storage.Tests;

/// <summary>The contract over the shared store, on a real PostgreSQL.</summary>
public class PostgresDeliveryContractTests : DeliveryContractTests, IAsyncLifetime
{
    private PostgresDeliveryStore? store;
    private IDeliveryTables? tables;

    protected virtual bool IsSerializable => false;

    public async ValueTask InitializeAsync()
    {
        store = await PostgresDeliveryStore.OpenAsync(
            PatientPostgres.Options with { Url = PostgresServer.Shared.NewDatabase(), IsSerializable = IsSerializable }, TimeProvider.System);
        Assert.True((await store.Turn.LookAsync(true, default)).IsMine);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        tables?.Dispose();
        store?.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override (IDeliveryStore Store, IDeliveryTables Tables) Open() => (store!, tables = store!.Open());
}
