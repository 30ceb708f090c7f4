using Callgoose.Incidents;

namespace Callgoose.Storage.Reading;

/// <summary>All data of one incident.</summary>
/// <param name="Incident">The data that a list shows.</param>
/// <param name="Description">The description.</param>
/// <param name="Timeline">The transitions of the incident, oldest first.</param>
public sealed record IncidentDetails(IncidentSummary Incident, string Description, IReadOnlyList<Transition> Timeline)
{
    /// <summary>The address of the page in the monitoring tool, an absolute http or https URL; null if there is none (<see cref="IncidentLink"/>).</summary>
    public string? Link { get; init; }

    /// <summary>How many lines the timeline leaves out because there are too many.</summary>
    public long LinesLeftOut { get; init; }
}
