namespace Callgoose.Incidents;

/// <summary>Whether a delivery was here before (Incidents/README.md rule 6).</summary>
public enum DeliveryIdState
{
    /// <summary>Its id is new.</summary>
    New,

    /// <summary>It was here before, with the same body.</summary>
    Known,

    /// <summary>Its id was here before, with another body.</summary>
    Reused,
}
