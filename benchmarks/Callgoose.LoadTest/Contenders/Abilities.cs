namespace Callgoose.LoadTest.Contenders;

/// <summary>Which of the product's abilities a contender has. <see cref="AnswerCheck"/> checks the claims in both directions.</summary>
/// <param name="Authenticates">A wrong token is refused.</param>
/// <param name="Filters">A webhook that no filter passes has no effect.</param>
/// <param name="Durable">The effect is synced to disk before the answer leaves.</param>
/// <param name="Description">What it is, in one sentence of Markdown.</param>
internal sealed record Abilities(bool Authenticates, bool Filters, bool Durable, string Description);
