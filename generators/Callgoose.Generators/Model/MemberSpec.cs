namespace Callgoose.Generators.Model;

/// <summary>A member of an object of a payload, or an element of an array.</summary>
internal sealed record MemberSpec
{
    /// <summary>The suffix of a field for the whole value, if the member has members or elements too.</summary>
    public const string ValueSuffix = "Value";

    /// <summary>The suffix of a field for the elements, if the member has members too.</summary>
    public const string ItemsSuffix = "Items";

    /// <summary>The JSON name; empty for an element.</summary>
    public required string Name { get; init; }

    /// <summary>The index of an element; null for a member.</summary>
    public required int? Index { get; init; }

    /// <summary>Its path in the schema, such as <c>payload.alerts[0]</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The name of its field.</summary>
    public required string Identifier { get; init; }

    /// <summary>True if the file describes it under <c>payload</c>; other members are read and never written.</summary>
    public required bool IsDescribed { get; init; }

    /// <summary>True if its value as a whole is stored.</summary>
    public required bool HasValue { get; init; }

    /// <summary>Its stored members if it is an object, or null.</summary>
    public required ObjectSpec? Object { get; init; }

    /// <summary>Its stored elements if it is an array, or null.</summary>
    public required ObjectSpec? Array { get; init; }

    /// <summary>True if only its value as a whole is stored.</summary>
    public bool IsValueOnly => Object is null && Array is null;

    /// <summary>The field of the whole value; <see cref="Identifier"/> may be the field of the members or elements.</summary>
    public string ValueIdentifier => IsValueOnly ? Identifier : Identifier + ValueSuffix;

    /// <summary>The field of the elements; <see cref="Identifier"/> may be the field of the members.</summary>
    public string ArrayIdentifier => Object is null ? Identifier : Identifier + ItemsSuffix;
}
