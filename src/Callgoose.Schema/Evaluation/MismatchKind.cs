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

    /// <summary>The value would pass if the case of letters did not count.</summary>
    DiffersInCase,

    /// <summary>The value is a variable of the tool's template, which the tool did not replace.</summary>
    UnexpandedVariable,

    /// <summary>The value has not got what the filter wants.</summary>
    Differs,

    /// <summary>The value has what the filter excludes.</summary>
    Excluded,

    /// <summary>The value is there and the filter wants it not to be.</summary>
    Present,

    /// <summary>The list for each of whose elements the filter gives a verdict has none, or is none.</summary>
    NoElements,
}
