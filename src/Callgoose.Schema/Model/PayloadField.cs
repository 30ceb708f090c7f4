namespace Callgoose.Schema;

/// <summary>One key of a payload.</summary>
/// <param name="Name">The JSON name.</param>
/// <param name="Type">What it holds, which describes it and is not enforced: a tool may send <c>"7"</c> for <c>7</c>.</param>
/// <param name="Object">The keys below it, if it is an object; else null.</param>
public sealed record PayloadField(string Name, PayloadFieldType Type, PayloadFields? Object);
