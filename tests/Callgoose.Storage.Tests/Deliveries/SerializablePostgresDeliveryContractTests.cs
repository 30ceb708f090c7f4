namespace Callgoose.Storage.Tests;

/// <summary>The contract over the shared store, with SERIALIZABLE transactions.</summary>
public sealed class SerializablePostgresDeliveryContractTests : PostgresDeliveryContractTests
{
    protected override bool IsSerializable => true;
}
