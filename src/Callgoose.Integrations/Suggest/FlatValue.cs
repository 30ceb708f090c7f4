using System.Text.Json;

namespace Callgoose.Suggest;

/// <summary>A scalar value of a payload.</summary>
/// <param name="Key">Its key, as schema files write it.</param>
/// <param name="Text">Its text, as filters see it.</param>
/// <param name="Kind">String, number, true or false.</param>
internal sealed record FlatValue(string Key, string Text, JsonValueKind Kind)
{
    /// <summary>The number of objects and arrays around it.</summary>
    public int Depth { get; init; }

    /// <summary>The words of its name, in small letters: <c>monitorCondition</c> has two.</summary>
    public IReadOnlyList<string> NameWords { get; init; } = [];

    /// <summary>The words of the name of the object or array around it.</summary>
    public IReadOnlyList<string> ParentWords { get; init; } = [];
}
