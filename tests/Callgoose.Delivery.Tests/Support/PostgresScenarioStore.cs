using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Deliveries;
using Callgoose.Testing;

namespace Callgoose.Delivery.Tests.Support;

/// <summary>A database on a real PostgreSQL, and the turn of delivery in it, which the scenario keeps.</summary>
internal sealed class PostgresScenarioStore : ScenarioStore
{
    private readonly CancellationTokenSource ending = new();
    private PostgresDeliveryStore? store;
    private Task keeping = Task.CompletedTask;

    public override IDeliveryStore Deliveries => store!;

    public override async Task<IDeliveryTables> OpenAsync()
    {
        if (store is null)
        {
            var options = new PostgresStoreOptions
            {
                Url = PostgresServer.Shared.NewDatabase(),
                ConnectTimeout = TimeSpan.FromSeconds(60),
                Patience = TimeSpan.FromSeconds(60),
                LockTimeout = TimeSpan.FromSeconds(30),
            };
            store = await PostgresDeliveryStore.OpenAsync(options, TimeProvider.System);
            Assert.True((await store.Turn.LookAsync(true, default)).IsMine);
            keeping = Task.Run(KeepTurnAsync);
        }

        return store.Open();
    }

    public override async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await keeping;
        store?.Dispose();
        ending.Dispose();
    }

    private async Task KeepTurnAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                Assert.True((await store!.Turn.LookAsync(true, default)).IsMine);
            }
        }
        catch (OperationCanceledException)
        {
            // The scenario ends.
        }
    }
}
