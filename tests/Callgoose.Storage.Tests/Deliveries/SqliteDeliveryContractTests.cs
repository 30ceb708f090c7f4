using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Storage.Tests;

/// <summary>The contract over a data folder.</summary>
public sealed class SqliteDeliveryContractTests : DeliveryContractTests, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("callgoose-delivery-").FullName;
    private IDeliveryTables? tables;

    public void Dispose()
    {
        tables?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    protected override (IDeliveryStore Store, IDeliveryTables Tables) Open()
    {
        var store = new SqliteDeliveryStore(DataFolder.Open(folder));
        return (store, tables = store.Open());
    }
}
