namespace Callgoose.Storage;

/// <summary>What the transaction that is open has done; it counts once it is committed.</summary>
internal struct UncommittedCounts
{
    public int Created;
    public int Resolved;
    public int Duplicates;
}
