namespace Callgoose.Schema;

/// <summary>A member of the group that a trigger reports.</summary>
/// <param name="Identity">The text that distinguishes it from others.</param>
/// <param name="Name">The name for people.</param>
public sealed record MemberResult(string Identity, string Name);
