namespace Callgoose.Storage.Reading;

/// <summary>The states of the incidents in a list.</summary>
public enum IncidentStateFilter
{
    /// <summary>Triggered or acknowledged.</summary>
    Active = 1,

    /// <summary>Triggered.</summary>
    Triggered,

    /// <summary>Acknowledged.</summary>
    Acknowledged,

    /// <summary>Resolved.</summary>
    Resolved,

    /// <summary>Held until the maintenance of the service ends.</summary>
    Suppressed,
}
