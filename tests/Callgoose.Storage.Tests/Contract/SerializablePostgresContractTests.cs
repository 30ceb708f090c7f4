namespace Callgoose.Storage.Tests;

/// <summary>The contract over the shared store with SERIALIZABLE transactions, for databases of the same protocol that need them.</summary>
public sealed class SerializablePostgresContractTests : PostgresContractTests
{
    protected override bool IsSerializable => true;
}
