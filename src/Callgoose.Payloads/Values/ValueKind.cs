namespace Callgoose.Payloads;

/// <summary>The kind of value at a payload JSON key.</summary>
public enum ValueKind : byte
{
    /// <summary>The key does not occur in the payload.</summary>
    Missing,

    /// <summary>The JSON literal <c>null</c>.</summary>
    Null,

    /// <summary>A JSON string.</summary>
    String,

    /// <summary>A JSON number, kept as it is written: <c>1e3</c> stays <c>1e3</c>.</summary>
    Number,

    /// <summary>The JSON literal <c>true</c>.</summary>
    True,

    /// <summary>The JSON literal <c>false</c>.</summary>
    False,

    /// <summary>A JSON object.</summary>
    Object,

    /// <summary>A JSON array.</summary>
    Array,
}
