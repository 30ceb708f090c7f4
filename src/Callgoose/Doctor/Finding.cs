namespace Callgoose.Doctor;

/// <summary>The result of one check.</summary>
/// <param name="Subject">The subject, in a word or two.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="What">The finding, with its figures.</param>
/// <param name="Advice">What to do; null if nothing.</param>
internal sealed record Finding(string Subject, Verdict Verdict, string What, string? Advice = null);
