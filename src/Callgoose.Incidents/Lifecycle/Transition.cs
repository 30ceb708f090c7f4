namespace Callgoose.Incidents;

/// <summary>One line of an incident's timeline.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When it happened, in Unix milliseconds (UTC).</param>
/// <param name="Cause">What caused it: the name of the API filter, or of the token of the person who acted.</param>
/// <param name="CallId">The call that caused it; the default value if none did.</param>
/// <param name="Comment">The comment of the person, or the reason; null if there is none.</param>
/// <param name="Origin">Who or what caused it.</param>
/// <param name="Changes">The changes of an <see cref="TransitionKind.Updated"/> line; null for every other kind.</param>
public readonly record struct Transition(
    TransitionKind Kind,
    long At,
    string Cause,
    TimeOrderedId CallId,
    string? Comment = null,
    TransitionOrigin Origin = TransitionOrigin.Integration,
    IncidentChanges? Changes = null);
