namespace Callgoose.Incidents;

/// <summary>Whether a delivery is a repeat (Incidents/README.md rule 6).</summary>
public enum DeliveryIdState
{
    /// <summary>Its id is new.</summary>
    New,

    /// <summary>It is a repeat, with the same body.</summary>
    Known,

    /// <summary>Its id came before, with another body.</summary>
    Reused,
}
