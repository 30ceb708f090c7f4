namespace Callgoose.Incidents;

/// <summary>The results of one call over all its services: the objects and the warnings of the answer (ProcessApi.md 5).</summary>
public struct CallOutcome
{
    /// <summary>At least one incident was created.</summary>
    public bool Created;

    /// <summary>At least one trigger repeated an existing incident.</summary>
    public bool TriggerDuplicate;

    /// <summary>At least one incident was resolved.</summary>
    public bool Resolved;

    /// <summary>At least one resolve repeated one that had just resolved.</summary>
    public bool ResolveDuplicate;

    /// <summary>At least one incident was acknowledged.</summary>
    public bool Acknowledged;

    /// <summary>Problems that the sender should fix.</summary>
    public CallWarnings Warnings;
}
