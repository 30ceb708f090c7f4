namespace Callgoose.Generators.Model;

/// <summary>A member of an object of a payload.</summary>
internal sealed record MemberSpec
{
    /// <summary>What stands behind a field's name for its whole value, if it has members too.</summary>
    public const string ValueSuffix = "Value";

    /// <summary>The JSON name.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its field.</summary>
    public required string Identifier { get; init; }

    /// <summary>Whether the file describes it under <c>payload</c>; the others are read and never written.</summary>
    public required bool IsDescribed { get; init; }

    /// <summary>Whether its value as a whole is kept.</summary>
    public required bool HasValue { get; init; }

    /// <summary>Its members that are kept, or null.</summary>
    public required ObjectSpec? Object { get; init; }

    /// <summary>The field of the whole value, where <see cref="Identifier"/> is that of the members.</summary>
    public string ValueIdentifier => Object is null ? Identifier : Identifier + ValueSuffix;
}
