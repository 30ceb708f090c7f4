using Callgoose.Incidents;

namespace Callgoose.Storage.Reading;

/// <summary>Everything about one incident.</summary>
/// <param name="Incident">What a list shows.</param>
/// <param name="Description">Its description.</param>
/// <param name="Timeline">What happened to it, oldest first.</param>
public sealed record IncidentDetails(IncidentSummary Incident, string Description, IReadOnlyList<Transition> Timeline)
{
    /// <summary>The address of the tool's own page, an absolute http or https URL; null if it has none (<see cref="IncidentLink"/>).</summary>
    public string? Link { get; init; }

    /// <summary>How many lines are not in the timeline because there were too many.</summary>
    public long LinesLeftOut { get; init; }
}
