using System.Text.Json;

namespace Callgoose.Suggest;

/// <summary>A single value of a payload.</summary>
/// <param name="Key">Its key, as schema files write it.</param>
/// <param name="Text">Its text, as filters see it.</param>
/// <param name="Kind">String, number, true or false.</param>
internal sealed record FlatValue(string Key, string Text, JsonValueKind Kind)
{
    /// <summary>How many objects and arrays it lies within.</summary>
    public int Depth { get; init; }

    /// <summary>The words of its name, in small letters: <c>monitorCondition</c> has two.</summary>
    public IReadOnlyList<string> NameWords { get; init; } = [];

    /// <summary>The words of the name of what it lies within.</summary>
    public IReadOnlyList<string> ParentWords { get; init; } = [];
}
