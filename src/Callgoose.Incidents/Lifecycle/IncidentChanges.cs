namespace Callgoose.Incidents;

/// <summary>The changes of a line <see cref="TransitionKind.Updated"/>, as read. Unchanged values are null.</summary>
/// <param name="TitleWas">The title before.</param>
/// <param name="TitleIs">The title after.</param>
/// <param name="DescriptionWas">The description before: the incident's first one in full, of later ones at most the first 2,048 bytes.</param>
/// <param name="DescriptionIs">At most the first 2,048 bytes of the description after.</param>
/// <param name="UrgencyWas">The urgency before.</param>
/// <param name="UrgencyIs">The urgency after.</param>
/// <param name="Joined">The names of the group members that joined, one per line; at most 20 of them.</param>
public sealed record IncidentChanges(
    string? TitleWas, string? TitleIs, string? DescriptionWas, string? DescriptionIs, Urgency? UrgencyWas, Urgency? UrgencyIs, string? Joined);
