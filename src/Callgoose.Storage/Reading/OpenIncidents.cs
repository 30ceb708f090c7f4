namespace Callgoose.Storage.Reading;

/// <summary>The number of open incidents.</summary>
/// <param name="Open">Triggered or acknowledged.</param>
/// <param name="Acknowledged">Those that are acknowledged.</param>
/// <param name="High">Those of high urgency.</param>
public readonly record struct OpenIncidents(long Open, long Acknowledged, long High)
{
    /// <summary>Incidents that are held until the maintenance of their service ends; not counted as open.</summary>
    public long Suppressed { get; init; }
}
