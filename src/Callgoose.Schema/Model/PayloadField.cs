namespace Callgoose.Schema;

/// <summary>One key of a payload, or the elements of an array.</summary>
/// <param name="Name">The JSON name; empty for elements.</param>
/// <param name="Type">What it holds, which describes it and is not enforced: a tool may send <c>"7"</c> for <c>7</c>.</param>
/// <param name="Object">The keys below it, if it is an object; else null.</param>
/// <param name="Element">What each element holds, if it is an array and the file says so; else null.</param>
public sealed record PayloadField(string Name, PayloadFieldType Type, PayloadFields? Object = null, PayloadField? Element = null);
