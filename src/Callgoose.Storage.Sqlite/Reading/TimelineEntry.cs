using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite;

/// <summary>A line of an incident's timeline, with what a message about it needs.</summary>
/// <param name="Sequence">Its number among all lines: later ones have larger numbers.</param>
/// <param name="Number">Its number within the incident, from 1.</param>
/// <param name="Transition">What happened.</param>
/// <param name="Incident">The incident as it is when it is read.</param>
/// <param name="Description">The first <see cref="TimelineReader.DescriptionBytes"/> bytes of its description.</param>
public sealed record TimelineEntry(long Sequence, int Number, Transition Transition, IncidentSummary Incident, string Description);
