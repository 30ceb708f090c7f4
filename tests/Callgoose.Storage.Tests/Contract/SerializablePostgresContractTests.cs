namespace Callgoose.Storage.Tests;

/// <summary>The contract over the shared store with SERIALIZABLE transactions, as databases want them that speak the same protocol.</summary>
public sealed class SerializablePostgresContractTests : PostgresContractTests
{
    protected override bool IsSerializable => true;
}
