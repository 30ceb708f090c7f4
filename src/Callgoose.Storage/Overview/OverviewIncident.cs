using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Overview;

/// <summary>An incident in an overview.</summary>
/// <param name="Id">The id.</param>
/// <param name="Title">The title.</param>
/// <param name="Service">The service.</param>
/// <param name="Source">The query value <c>from</c>, or null.</param>
/// <param name="Urgency">The urgency.</param>
/// <param name="At">When it opened, in Unix milliseconds (UTC).</param>
public sealed record OverviewIncident(TimeOrderedId Id, string Title, string Service, string? Source, Urgency Urgency, long At)
{
    /// <summary>Creates one from an incident and the time at which it opened.</summary>
    public static OverviewIncident Of(IncidentSummary incident, long at)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return new OverviewIncident(incident.Id, incident.Title, incident.Service, incident.Source, incident.Urgency, at);
    }
}
