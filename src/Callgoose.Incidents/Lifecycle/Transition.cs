namespace Callgoose.Incidents;

/// <summary>One line of an incident's timeline.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, in Unix milliseconds (UTC).</param>
/// <param name="Cause">What made it happen: the name of the API filter, or of the token of whoever acted.</param>
/// <param name="CallId">The call that made it happen.</param>
/// <param name="Comment">What whoever acted had to say; null if nothing.</param>
public readonly record struct Transition(TransitionKind Kind, long At, string Cause, TimeOrderedId CallId, string? Comment = null);
