using Callgoose.Incidents;

namespace Callgoose.Storage.Statistics;

/// <summary>What the transaction that is open has done; it counts once it is committed.</summary>
public struct UncommittedCounts
{
    /// <summary>Incidents created.</summary>
    public int Created;

    /// <summary>Incidents resolved.</summary>
    public int Resolved;

    /// <summary>Triggers that met an incident which was there.</summary>
    public int Duplicates;

    /// <summary>By how many the number of open incidents grew.</summary>
    public int Opened;

    /// <summary>By how many the number of held incidents grew.</summary>
    public int Suppressed;

    /// <summary>Incidents that ended by themselves.</summary>
    public int Expired;

    /// <summary>Counts an incident that was inserted.</summary>
    public void Add(in StoredIncident incident)
    {
        Created++;
        Move(incident.State, 1);
    }

    /// <summary>Counts an incident whose row was written again.</summary>
    public void Add(in StoredIncident before, in StoredIncident after)
    {
        Duplicates += after.Occurrences > before.Occurrences ? 1 : 0;
        Resolved += after.State == IncidentState.Resolved && before.IsActive ? 1 : 0;
        Move(before.State, -1);
        Move(after.State, 1);
    }

    private void Move(IncidentState state, int by)
    {
        Opened += state is IncidentState.Triggered or IncidentState.Acknowledged ? by : 0;
        Suppressed += state == IncidentState.Suppressed ? by : 0;
    }
}
