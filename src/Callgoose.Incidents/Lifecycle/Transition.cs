namespace Callgoose.Incidents;

/// <summary>One line of an incident's timeline.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, in Unix milliseconds (UTC).</param>
/// <param name="Cause">What made it happen: the name of the API filter, or of the token of the person who acted.</param>
/// <param name="CallId">The call that made it happen; the default value if none did.</param>
/// <param name="Comment">What the person had to say, or why it happened; null if there is nothing to say.</param>
/// <param name="Origin">Who or what made it happen.</param>
/// <param name="Changes">What an <see cref="TransitionKind.Updated"/> line changed; null for every other kind.</param>
public readonly record struct Transition(
    TransitionKind Kind,
    long At,
    string Cause,
    TimeOrderedId CallId,
    string? Comment = null,
    TransitionOrigin Origin = TransitionOrigin.Integration,
    IncidentChanges? Changes = null);
