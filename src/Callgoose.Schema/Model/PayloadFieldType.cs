namespace Callgoose.Schema;

/// <summary>The type of a payload's key.</summary>
public enum PayloadFieldType
{
    /// <summary>Text, written <c>"string"</c>.</summary>
    Text,

    /// <summary>A time, written <c>"timestamp"</c>.</summary>
    Timestamp,

    /// <summary>A number, written <c>"number"</c>.</summary>
    Number,

    /// <summary>True or false, written <c>"boolean"</c>.</summary>
    Boolean,

    /// <summary>Anything, written <c>"any"</c>.</summary>
    Any,

    /// <summary>Further keys, written as an object.</summary>
    Nested,

    /// <summary>Any number of values of one kind, written as an array with one description.</summary>
    Array,
}
