namespace Callgoose.Schema;

/// <summary>A key of a payload, or the elements of an array.</summary>
/// <param name="Name">The JSON name; empty for elements.</param>
/// <param name="Type">The type, which is a description and not enforced: a tool may send <c>"7"</c> for <c>7</c>.</param>
/// <param name="Object">The keys below it, if it is an object; otherwise null.</param>
/// <param name="Element">The type of its elements, if it is an array and the file describes them; otherwise null.</param>
public sealed record PayloadField(string Name, PayloadFieldType Type, PayloadFields? Object = null, PayloadField? Element = null);
