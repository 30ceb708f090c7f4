using Callgoose.Storage.Maintenances;
using Callgoose.Storage.Sqlite.Maintenances;

namespace Callgoose.Storage.Tests;

/// <summary>The contract over a data folder.</summary>
public sealed class SqliteMaintenanceContractTests : MaintenanceContractTests, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override ValueTask<IMaintenanceStore> OpenAsync() => new(MaintenanceStore.Open(folder.Open(), Clock));
}
