using Callgoose.Incidents;

namespace Callgoose.Storage.Statistics;

/// <summary>The counts of the open transaction; they are added to the statistics once it is committed.</summary>
public struct UncommittedCounts
{
    /// <summary>Incidents created.</summary>
    public int Created;

    /// <summary>Incidents resolved.</summary>
    public int Resolved;

    /// <summary>Triggers that repeated an existing incident.</summary>
    public int Duplicates;

    /// <summary>The change of the number of open incidents.</summary>
    public int Opened;

    /// <summary>The change of the number of held incidents.</summary>
    public int Suppressed;

    /// <summary>Incidents that expired.</summary>
    public int Expired;

    /// <summary>Counts an inserted incident.</summary>
    public void Add(in StoredIncident incident)
    {
        Created++;
        Move(incident.State, 1);
    }

    /// <summary>Counts an updated incident.</summary>
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
