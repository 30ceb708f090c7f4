using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Gateways;
using Npgsql;

namespace Callgoose.Storage.Postgres.Batches;

/// <summary>A copy of an incident's row that the transaction has locked, or an incident that the batch has opened.</summary>
internal sealed class IncidentCopy
{
    /// <summary>The columns of a copy.</summary>
    public const string Columns =
        "i.sequence, i.id, i.environment, i.service, i.anchor, i.body_anchor, i.filter_anchor, i.state, i.urgency, i.occurrences, i.triggered_at, i.last_seen_at, "
        + "i.resolved_at, i.occurred_at, i.acknowledged_up_to, i.expires_at, i.held_until, i.lines, i.notes, i.notes_left_out, i.text_line, i.text_line_at, "
        + "i.title, i.description, i.members";

    /// <summary>Copies the current row of a reader.</summary>
    public IncidentCopy(NpgsqlDataReader row)
    {
        Before = new StoredIncident
        {
            Sequence = row.GetInt64(0),
            Id = row.GetGuid(1).ToId(),
            State = (IncidentState)row.GetInt16(7),
            Urgency = (Urgency)row.GetInt16(8),
            Occurrences = row.GetInt64(9),
            TriggeredAt = row.GetInt64(10),
            LastSeenAt = row.GetInt64(11),
            ResolvedAt = row.GetInt64(12),
            OccurredAt = row.GetInt64(13),
            AcknowledgedUpTo = row.GetInt64(14),
            ExpiresAt = row.GetInt64(15),
            HeldUntil = row.GetInt64(16),
            Lines = row.GetInt32(17),
            Notes = row.GetInt32(18),
            NotesLeftOut = row.GetInt64(19),
            TextLine = row.GetInt32(20),
            TextLineAt = row.GetInt64(21),
        };
        Row = Before;
        Environment = Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(2));
        FilterAnchor = row.GetGuid(6);
        Title = row.GetFieldValue<byte[]>(22);
        Description = row.GetFieldValue<byte[]>(23);
        Members = row.GetFieldValue<byte[]>(24);
    }

    /// <summary>Creates the copy of an incident that will be inserted.</summary>
    public IncidentCopy(in NewIncident incident)
    {
        Row = incident.Row(IncidentSequence.Of(incident.Id));
        IsNew = true;
        Environment = incident.Scope.Environment;
        Service = incident.Scope.Service;
        Title = incident.Title.ToArray();
        Description = incident.Description.ToArray();
        Key = incident.Key.ToArray();
        Source = incident.Source.ToArray();
        Link = incident.Link.ToArray();
        KeySpace = incident.KeySpace;
        Integration = incident.Integration;
        Filter = incident.Filter;
        Hops = incident.Hops;
        Anchor = incident.Key.IsEmpty ? default : RowHashes.OfKey(incident.Scope, incident.KeySpace, incident.Key);
        BodyAnchor = incident.Key.IsEmpty ? RowHashes.OfBody(incident.Scope, incident.BodyDigest) : default;
        FilterAnchor = incident.Key.IsEmpty ? RowHashes.OfFilter(incident.Scope, incident.Integration, incident.Filter) : default;
    }

    public bool IsNew { get; }

    /// <summary>The row as it is now.</summary>
    public StoredIncident Row { get; set; }

    /// <summary>The row as it was read.</summary>
    public StoredIncident Before { get; }

    public string Environment { get; }

    /// <summary>Set only for a new incident.</summary>
    public string Service { get; } = string.Empty;

    public Guid Anchor { get; }

    public Guid BodyAnchor { get; }

    public Guid FilterAnchor { get; }

    public byte[] Key { get; } = [];

    public byte[] Source { get; } = [];

    public byte[] Link { get; } = [];

    public string KeySpace { get; } = string.Empty;

    public string Integration { get; } = string.Empty;

    public string Filter { get; } = string.Empty;

    public int Hops { get; }

    public byte[] Title { get; set; }

    public byte[] Description { get; set; }

    public byte[] Members { get; set; } = [];

    public bool AreTextsChanged { get; set; }

    public bool AreMembersChanged { get; set; }
}
