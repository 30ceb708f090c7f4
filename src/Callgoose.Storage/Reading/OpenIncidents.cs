namespace Callgoose.Storage.Reading;

/// <summary>How many incidents are open.</summary>
/// <param name="Open">Triggered or acknowledged.</param>
/// <param name="Acknowledged">Of these, acknowledged.</param>
/// <param name="High">Of these, of high urgency.</param>
public readonly record struct OpenIncidents(long Open, long Acknowledged, long High)
{
    /// <summary>Incidents that are held until the maintenance of their service ends; not among the open ones.</summary>
    public long Suppressed { get; init; }
}
