using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Storage.Postgres;

/// <summary>That nothing is delivered from the shared store yet. The configuration refuses destinations before anybody asks.</summary>
internal sealed class NoDeliveries : IDeliveryStore
{
    /// <inheritdoc/>
    public bool Exists => false;

    /// <inheritdoc/>
    public IDeliveryTurn? Turn => null;

    /// <inheritdoc/>
    public IDeliveryTables Open() => throw new StoreException("Nothing can be delivered from a store in PostgreSQL yet; leave \"destinations\" out of the configuration, or \"store\".");

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DeliveryRow>> ListAsync(DeliveryQuery query) => new([]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, WaitingDeliveries>> WaitingAsync() => new(new Dictionary<string, WaitingDeliveries>());

    /// <inheritdoc/>
    public ValueTask<int> ChangeAsync(DeliverySelection which, bool skip, long now) => new(0);
}
