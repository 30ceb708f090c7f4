namespace Callgoose.LoadTest.Contenders;

/// <summary>What a contender does of what the product does. <see cref="AnswerCheck"/> holds it to that, in both directions.</summary>
/// <param name="Authenticates">A wrong token is refused.</param>
/// <param name="Filters">A webhook that no filter passes has no effect.</param>
/// <param name="Durable">The effect is synced to disk before the answer leaves.</param>
/// <param name="Description">What it is, in one sentence of Markdown.</param>
internal sealed record Abilities(bool Authenticates, bool Filters, bool Durable, string Description);
