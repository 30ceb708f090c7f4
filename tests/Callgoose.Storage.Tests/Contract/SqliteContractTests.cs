using Callgoose.Storage.Sqlite;

namespace Callgoose.Storage.Tests;

/// <summary>The contract over the embedded store.</summary>
public sealed class SqliteContractTests : StoreContractTests
{
    private readonly TemporaryFolder folder = new();

    public SqliteContractTests() => Store = SqliteStore.Open(StoreScenario.Defaults with { Folder = folder.Open(), HasOutbox = true }, Clock, NoteHealth);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
