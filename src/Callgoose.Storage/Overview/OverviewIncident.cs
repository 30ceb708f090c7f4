using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Overview;

/// <summary>An incident as an overview names it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Service">Its service.</param>
/// <param name="Source">The query value <c>from</c>, or null.</param>
/// <param name="Urgency">Its urgency.</param>
/// <param name="At">When it opened, in Unix milliseconds (UTC).</param>
public sealed record OverviewIncident(TimeOrderedId Id, string Title, string Service, string? Source, Urgency Urgency, long At)
{
    /// <summary>An incident that opened at a time.</summary>
    public static OverviewIncident Of(IncidentSummary incident, long at)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return new OverviewIncident(incident.Id, incident.Title, incident.Service, incident.Source, incident.Urgency, at);
    }
}
