namespace Callgoose.Suggest;

/// <summary>A choice that a proposal makes, and what speaks for it.</summary>
/// <param name="What">What is chosen: <c>status</c>, <c>incident key</c>, <c>title</c>, <c>description</c>, <c>time</c>, <c>urgency</c> or <c>samples</c>.</param>
/// <param name="Choice">The choice: a key, or what is done without one.</param>
/// <param name="Certainty">How sure it is.</param>
/// <param name="Why">What speaks for it.</param>
internal sealed record Finding(string What, string Choice, Certainty Certainty, string Why);
