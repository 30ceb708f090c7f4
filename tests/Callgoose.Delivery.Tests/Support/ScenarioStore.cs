using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Tests.Support;

/// <summary>Where a scenario keeps its deliveries: the same tests run over each.</summary>
internal abstract class ScenarioStore : IAsyncDisposable
{
    public abstract IDeliveryStore Deliveries { get; }

    /// <summary>Opens it for a dispatcher, whose turn it is.</summary>
    public abstract Task<IDeliveryTables> OpenAsync();

    public abstract ValueTask DisposeAsync();
}
