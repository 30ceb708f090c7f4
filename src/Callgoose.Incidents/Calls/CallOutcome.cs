namespace Callgoose.Incidents;

/// <summary>What one call did, summed up over its services: the objects and the warnings of the answer (ProcessApi.md 5).</summary>
public struct CallOutcome
{
    /// <summary>At least one incident was created.</summary>
    public bool Created;

    /// <summary>At least one trigger met an incident that was already there.</summary>
    public bool TriggerDuplicate;

    /// <summary>At least one incident was resolved.</summary>
    public bool Resolved;

    /// <summary>At least one resolve repeated one that had just resolved.</summary>
    public bool ResolveDuplicate;

    /// <summary>At least one incident was acknowledged.</summary>
    public bool Acknowledged;

    /// <summary>What the sender should mend.</summary>
    public CallWarnings Warnings;
}
