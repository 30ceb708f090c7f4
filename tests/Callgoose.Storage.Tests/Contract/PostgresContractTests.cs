using Callgoose.Storage.Postgres;

namespace Callgoose.Storage.Tests;

/// <summary>The contract over the shared store, on a real PostgreSQL.</summary>
public class PostgresContractTests : StoreContractTests, IAsyncLifetime
{
    protected virtual bool IsSerializable => false;

    public async ValueTask InitializeAsync()
    {
        var options = PatientPostgres.Options with
        {
            Url = PostgresServer.Shared.NewDatabase(),
            ProbeInterval = Options.ProbeInterval,
            HasOutbox = Options.HasOutbox,
            IsSerializable = IsSerializable,
        };
        Store = await PostgresStore.OpenAsync(options, Clock, NoteHealth);
    }
}
