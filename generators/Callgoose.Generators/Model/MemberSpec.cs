namespace Callgoose.Generators.Model;

/// <summary>A member of an object of a payload, or an element of an array.</summary>
internal sealed record MemberSpec
{
    /// <summary>What stands behind a field's name for its whole value, if it has members or elements too.</summary>
    public const string ValueSuffix = "Value";

    /// <summary>What stands behind a field's name for its elements, if it has members too.</summary>
    public const string ItemsSuffix = "Items";

    /// <summary>The JSON name; empty for an element.</summary>
    public required string Name { get; init; }

    /// <summary>The index of an element; null for a member.</summary>
    public required int? Index { get; init; }

    /// <summary>Its schema path, such as <c>payload.alerts[0]</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The name of its field.</summary>
    public required string Identifier { get; init; }

    /// <summary>Whether the file describes it under <c>payload</c>; the others are read and never written.</summary>
    public required bool IsDescribed { get; init; }

    /// <summary>Whether its value as a whole is kept.</summary>
    public required bool HasValue { get; init; }

    /// <summary>Its members that are kept if it is an object, or null.</summary>
    public required ObjectSpec? Object { get; init; }

    /// <summary>Its elements that are kept if it is an array, or null.</summary>
    public required ObjectSpec? Array { get; init; }

    /// <summary>Whether nothing but its value as a whole is kept.</summary>
    public bool IsValueOnly => Object is null && Array is null;

    /// <summary>The field of the whole value, where <see cref="Identifier"/> is that of the members or elements.</summary>
    public string ValueIdentifier => IsValueOnly ? Identifier : Identifier + ValueSuffix;

    /// <summary>The field of the elements, where <see cref="Identifier"/> may be that of the members.</summary>
    public string ArrayIdentifier => Object is null ? Identifier : Identifier + ItemsSuffix;
}
