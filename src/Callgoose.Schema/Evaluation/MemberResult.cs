namespace Callgoose.Schema;

/// <summary>A member of the group that a trigger reports.</summary>
/// <param name="Identity">What tells it from others.</param>
/// <param name="Name">What people call it.</param>
public sealed record MemberResult(string Identity, string Name);
