namespace Callgoose.Schema;

/// <summary>The first reason why a part of a filter did not pass.</summary>
public enum MismatchKind
{
    /// <summary>The payload is not JSON, so no key exists in it.</summary>
    NotJson,

    /// <summary>The payload has no such key.</summary>
    KeyMissing,

    /// <summary>The value is null, which never matches.</summary>
    ValueIsNull,

    /// <summary>The value is an object or array where a string, number or boolean is needed.</summary>
    NotScalar,

    /// <summary>The value would pass if case were ignored.</summary>
    DiffersInCase,

    /// <summary>The value is a variable of the tool's template, which the tool did not replace.</summary>
    UnexpandedVariable,

    /// <summary>The value is not what the filter wants.</summary>
    Differs,

    /// <summary>The value contains what the filter excludes.</summary>
    Excluded,

    /// <summary>The value exists, but the filter wants it to be absent.</summary>
    Present,

    /// <summary>The list of the filter's <c>each</c> has no elements, or is not a list.</summary>
    NoElements,
}
