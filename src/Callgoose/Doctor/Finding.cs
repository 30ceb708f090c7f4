namespace Callgoose.Doctor;

/// <summary>What was found out about one thing.</summary>
/// <param name="Subject">The thing, in a word or two.</param>
/// <param name="Verdict">How it stands with it.</param>
/// <param name="What">What was found, with its figures.</param>
/// <param name="Advice">What to do; null where nothing is to be done.</param>
internal sealed record Finding(string Subject, Verdict Verdict, string What, string? Advice = null);
