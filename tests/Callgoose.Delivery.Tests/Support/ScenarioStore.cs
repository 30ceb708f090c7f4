using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Tests.Support;

/// <summary>Where a scenario keeps its deliveries. The same tests run over each store.</summary>
internal abstract class ScenarioStore : IAsyncDisposable
{
    public abstract IDeliveryStore Deliveries { get; }

    /// <summary>Opens it for a dispatcher that has the turn.</summary>
    public abstract Task<IDeliveryTables> OpenAsync();

    public abstract ValueTask DisposeAsync();
}
