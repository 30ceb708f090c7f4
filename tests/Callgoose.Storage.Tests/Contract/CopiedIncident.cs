using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Memory;

namespace Callgoose.Storage.Tests;

/// <summary>A copy of an incident's row with its texts and members. Changes to it do not reach the database.</summary>
internal sealed class CopiedIncident
{
    public CopiedIncident(MemoryStore database, MemoryIncident incident)
    {
        Row = incident.Row;
        Scope = incident.Scope;
        Title = Encoding.UTF8.GetBytes(incident.Title);
        Description = Encoding.UTF8.GetBytes(incident.Description);
        Members = database.ReadMembers(incident.Row.Sequence).ToArray();
    }

    public CopiedIncident(in NewIncident incident, long sequence)
    {
        Row = incident.Row(sequence);
        Scope = incident.Scope;
        Title = incident.Title.ToArray();
        Description = incident.Description.ToArray();
    }

    public StoredIncident Row { get; set; }

    public ServiceScope Scope { get; }

    public byte[] Title { get; set; }

    public byte[] Description { get; set; }

    public byte[] Members { get; set; } = [];
}
