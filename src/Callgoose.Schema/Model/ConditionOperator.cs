namespace Callgoose.Schema;

/// <summary>
/// The comparison of a condition (Catalog/README.md 1). All but <see cref="Contains"/> need an extended file, and all but it and
/// <see cref="OneOfLists"/> need a key.
/// </summary>
public enum ConditionOperator
{
    /// <summary>The value contains all texts; without texts the value is present. Written <c>contains</c>.</summary>
    Contains,

    /// <summary>The value contains at least one text. Written <c>any</c>.</summary>
    Any,

    /// <summary>The value contains no text; a missing or null value passes. Written <c>none</c>.</summary>
    None,

    /// <summary>The value is a string, number or boolean and is one of the texts. Written <c>equals</c>.</summary>
    EqualsAny,

    /// <summary>The value is a string, number or boolean and begins with one of the texts. Written <c>starts_with</c>.</summary>
    StartsWithAny,

    /// <summary>The value is a string, number or boolean and ends with one of the texts. Written <c>ends_with</c>.</summary>
    EndsWithAny,

    /// <summary>The value exists and is not null. Written <c>"exists": true</c>.</summary>
    Exists,

    /// <summary>The value is missing or null. Written <c>"exists": false</c>.</summary>
    Absent,

    /// <summary>The value is a number, or text that is one, and is more than the number in the text. Written <c>above</c>.</summary>
    Above,

    /// <summary>As <see cref="Above"/>, or equal. Written <c>at_least</c>.</summary>
    AtLeast,

    /// <summary>As <see cref="Above"/>, but less. Written <c>below</c>.</summary>
    Below,

    /// <summary>As <see cref="Below"/>, or equal. Written <c>at_most</c>.</summary>
    AtMost,

    /// <summary>The value is a string, number or boolean and one of the texts, as an expression, matches a part of it. Written <c>matches</c>.</summary>
    Matches,

    /// <summary>All conditions of one of several lists hold. Written as the property <c>when_any</c> beside <c>when</c>.</summary>
    OneOfLists,
}
