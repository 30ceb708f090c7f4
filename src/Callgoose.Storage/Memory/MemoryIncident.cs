using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Memory;

/// <summary>An incident of a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryIncident
{
    private readonly List<Transition> timeline = [];

    internal MemoryIncident(in NewIncident incident, long sequence)
    {
        Row = incident.Row(sequence);
        Scope = incident.Scope;
        KeySpace = incident.KeySpace;
        Key = Text(incident.Key);
        Integration = incident.Integration;
        Filter = incident.Filter;
        Hops = incident.Hops;
        BodyDigest = Convert.ToHexString(incident.BodyDigest);
        Source = Text(incident.Source);
        TitleBytes = incident.Title.ToArray();
        Link = OrNull(Text(incident.Link));
        DescriptionBytes = incident.Description.ToArray();
    }

    /// <summary>Its row.</summary>
    public StoredIncident Row { get; internal set; }

    /// <summary>Its public id.</summary>
    public TimeOrderedId Id => Row.Id;

    /// <summary>Its state.</summary>
    public IncidentState State => Row.State;

    /// <summary>Its urgency.</summary>
    public Urgency Urgency => Row.Urgency;

    /// <summary>How often it was reported.</summary>
    public long Occurrences => Row.Occurrences;

    /// <summary>Its service and environment.</summary>
    public ServiceScope Scope { get; }

    /// <summary>The space that its key is unique in.</summary>
    public string KeySpace { get; }

    /// <summary>Its key; empty if it has none.</summary>
    public string Key { get; }

    /// <summary>The name of the integration that made it.</summary>
    public string Integration { get; }

    /// <summary>The name of the filter that made it.</summary>
    public string Filter { get; }

    /// <summary>How many Callgoose servers the incident passed before this one.</summary>
    public int Hops { get; }

    /// <summary>The query value <c>from</c>; empty if there was none.</summary>
    public string Source { get; }

    /// <summary>Its title.</summary>
    public string Title => Text(TitleBytes);

    /// <summary>Its description.</summary>
    public string Description => Text(DescriptionBytes);

    /// <summary>The address of the page in the monitoring tool; null if there is none.</summary>
    public string? Link { get; }

    /// <summary>What happened to it, oldest first.</summary>
    public IReadOnlyList<Transition> Timeline => timeline;

    internal string BodyDigest { get; }

    internal byte[] TitleBytes { get; set; }

    internal byte[] DescriptionBytes { get; set; }

    internal byte[] Members { get; set; } = [];

    internal List<Transition> Lines => timeline;

    internal IncidentSummary Summary => new(
        Row.Id,
        Row.State,
        Row.Urgency,
        Scope.Service,
        Scope.Environment,
        OrNull(Source),
        OrNull(Key),
        Title,
        Row.Occurrences,
        Row.TriggeredAt,
        Row.LastSeenAt,
        OrNull(Row.ResolvedAt))
    {
        Integration = OrNull(Integration),
        ExpiresAt = OrNull(Row.ExpiresAt),
        HeldUntil = OrNull(Row.HeldUntil),
    };

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static long? OrNull(long number) => number == 0 ? null : number;
}
