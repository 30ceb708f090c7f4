namespace Callgoose.Schema;

/// <summary>What a condition asks of a value (schema.md 1 and 4). All but <see cref="Contains"/> need an extended file and a key.</summary>
public enum ConditionOperator
{
    /// <summary>All texts stand in the value; without texts the value is present. Written <c>contains</c>.</summary>
    Contains,

    /// <summary>At least one text stands in the value. Written <c>any</c>.</summary>
    Any,

    /// <summary>No text stands in the value; a value that is missing or null passes. Written <c>none</c>.</summary>
    None,

    /// <summary>The value is a string, number or boolean and is one of the texts. Written <c>equals</c>.</summary>
    EqualsAny,

    /// <summary>The value is a string, number or boolean and begins with one of the texts. Written <c>starts_with</c>.</summary>
    StartsWithAny,

    /// <summary>The value is a string, number or boolean and ends with one of the texts. Written <c>ends_with</c>.</summary>
    EndsWithAny,

    /// <summary>The value is there and not null. Written <c>"exists": true</c>.</summary>
    Exists,

    /// <summary>The value is missing or null. Written <c>"exists": false</c>.</summary>
    Absent,
}
