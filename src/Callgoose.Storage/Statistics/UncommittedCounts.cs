namespace Callgoose.Storage;

/// <summary>What the transaction that is open has done; it counts once it is committed.</summary>
public struct UncommittedCounts
{
    /// <summary>Incidents created.</summary>
    public int Created;

    /// <summary>Incidents resolved.</summary>
    public int Resolved;

    /// <summary>Triggers that met an open incident.</summary>
    public int Duplicates;
}
