namespace Callgoose.Suggest;

/// <summary>A choice of a proposal, with its reason.</summary>
/// <param name="What">The subject: <c>status</c>, <c>incident key</c>, <c>title</c>, <c>description</c>, <c>time</c>, <c>urgency</c> or <c>samples</c>.</param>
/// <param name="Choice">The choice: a key, or what happens without one.</param>
/// <param name="Certainty">How certain it is.</param>
/// <param name="Why">The reason.</param>
internal sealed record Finding(string What, string Choice, Certainty Certainty, string Why);
