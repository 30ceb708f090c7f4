using System.Text.Json;

namespace Callgoose.Schema;

/// <summary>The value of a payload JSON key as filters see it (Catalog/README.md 2).</summary>
public sealed class PayloadValue
{
    /// <summary>The value of a missing key.</summary>
    internal static readonly PayloadValue Missing = new(null);

    private readonly JsonElement? element;

    internal PayloadValue(JsonElement? element)
    {
        this.element = element;
    }

    /// <summary>True if there is no such key.</summary>
    public bool IsMissing => element is null;

    /// <summary>True if there is a value and it is not null.</summary>
    public bool IsPresent => element is { ValueKind: not JsonValueKind.Null };

    /// <summary>True if it is an object or an array.</summary>
    public bool IsContainer => element is { ValueKind: JsonValueKind.Object or JsonValueKind.Array };

    /// <summary>True if it is a number.</summary>
    public bool IsNumber => element is { ValueKind: JsonValueKind.Number };

    /// <summary>The kind of the value, for messages.</summary>
    public string Kind => element?.ValueKind switch
    {
        null => "missing",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => "a boolean",
    };

    /// <summary>The text of a string, the JSON text of a number or boolean, the compact JSON text of an object or array; otherwise empty.</summary>
    public string Text => element switch
    {
        null or { ValueKind: JsonValueKind.Null } => string.Empty,
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } other => JsonCompaction.Compact(other.GetRawText()),
    };

    /// <summary>The same as <see cref="Text"/> for a string, number or boolean; otherwise empty.</summary>
    public string ScalarText => IsContainer ? string.Empty : Text;
}
