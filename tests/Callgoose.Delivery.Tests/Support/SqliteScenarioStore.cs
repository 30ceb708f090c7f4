using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Delivery.Tests.Support;

/// <summary>A data folder.</summary>
internal sealed class SqliteScenarioStore : ScenarioStore
{
    private readonly string folder = Directory.CreateTempSubdirectory("callgoose-delivery-").FullName;

    public override IDeliveryStore Deliveries => new SqliteDeliveryStore(DataFolder.Open(folder));

    public override Task<IDeliveryTables> OpenAsync() => Task.FromResult(Deliveries.Open());

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
