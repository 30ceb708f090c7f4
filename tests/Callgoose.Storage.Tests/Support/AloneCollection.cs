namespace Callgoose.Storage.Tests;

/// <summary>Tests that count or limit what the whole process does; they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
