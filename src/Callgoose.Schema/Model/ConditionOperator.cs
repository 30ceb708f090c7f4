namespace Callgoose.Schema;

/// <summary>What a condition asks of a value (Catalog/README.md 1). All but <see cref="Contains"/> need an extended file, and all but it and <see cref="OneOfLists"/> a key.</summary>
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

    /// <summary>The value is a number, or text that is one, and more than the one that is the text. Written <c>above</c>.</summary>
    Above,

    /// <summary>As <see cref="Above"/>, or the same. Written <c>at_least</c>.</summary>
    AtLeast,

    /// <summary>As <see cref="Above"/>, but less. Written <c>below</c>.</summary>
    Below,

    /// <summary>As <see cref="Below"/>, or the same. Written <c>at_most</c>.</summary>
    AtMost,

    /// <summary>The value is a string, number or boolean and one of the texts, as an expression, matches a part of it. Written <c>matches</c>.</summary>
    Matches,

    /// <summary>All conditions of one of several lists hold. Written as the property <c>when_any</c> beside <c>when</c>.</summary>
    OneOfLists,
}
