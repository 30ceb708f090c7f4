namespace Callgoose.Incidents;

/// <summary>What a line <see cref="TransitionKind.Updated"/> changed, as it is read. What did not change is null.</summary>
/// <param name="TitleWas">The title before.</param>
/// <param name="TitleIs">The title after.</param>
/// <param name="DescriptionWas">The description before: the first one of the incident in full, a later one at most its first 2,048 bytes.</param>
/// <param name="DescriptionIs">At most the first 2,048 bytes of the description after.</param>
/// <param name="UrgencyWas">The urgency before.</param>
/// <param name="UrgencyIs">The urgency after.</param>
/// <param name="Joined">The names of the members of the group that joined, one a line; at most 20 of them.</param>
public sealed record IncidentChanges(
    string? TitleWas, string? TitleIs, string? DescriptionWas, string? DescriptionIs, Urgency? UrgencyWas, Urgency? UrgencyIs, string? Joined);
