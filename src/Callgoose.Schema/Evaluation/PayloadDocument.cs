using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Callgoose.Schema;

/// <summary>A payload for the reference evaluator, which reads it simply and as a whole, without regard to speed.</summary>
public sealed class PayloadDocument
{
    private const int MaxDepth = 64;
    private const int MaxKeyNames = 200;

    private readonly JsonElement? root;
    private readonly int rootStart;

    /// <summary>For an element, the payload around it; null if this is a whole payload.</summary>
    private readonly PayloadDocument? whole;

    private PayloadDocument(PayloadDocument whole, JsonElement element)
    {
        this.whole = whole;
        root = element;
        Raw = element.GetRawText();
    }

    private PayloadDocument(string raw, JsonElement? root, int rootStart = 0)
    {
        Raw = raw;
        this.root = root;
        this.rootStart = rootStart;
    }

    /// <summary>If JSON replaced a text: the payload before, the place of the text in it, and the length of the JSON here; otherwise null.</summary>
    private (PayloadDocument Before, ByteSpan Text, int Length)? unwrapped;

    /// <summary>The payload as received, with JSON in place of texts that are read as JSON. Conditions without a key search it.</summary>
    public string Raw { get; }

    /// <summary>The offset of <see cref="Raw"/> in the body.</summary>
    internal int RawStart
    {
        get
        {
            int offset = 0;
            if (whole is not null)
            {
                JsonMarshal.GetRawUtf8Value(whole.root!.Value).Overlaps(JsonMarshal.GetRawUtf8Value(root!.Value), out offset);
            }

            return whole is null ? 0 : whole.rootStart + offset;
        }
    }

    /// <summary>The whole payload as a value.</summary>
    internal PayloadValue All => new(root);

    /// <summary>The compact JSON text of the whole payload, or its text if it is a scalar.</summary>
    internal string Text => All.Text;

    /// <summary>True if the payload is JSON. Otherwise it has no keys.</summary>
    public bool IsJson => root is not null;

    /// <summary>Reads a JSON payload. A leading byte order mark is skipped.</summary>
    /// <param name="body">The body in UTF-8.</param>
    /// <exception cref="JsonException">The body is not one JSON value.</exception>
    public static PayloadDocument Parse(byte[] body)
    {
        ReadOnlyMemory<byte> json = body;
        if (body.Length >= 3 && body[0] == 0xEF && body[1] == 0xBB && body[2] == 0xBF)
        {
            json = json.Slice(3);
        }

        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        int start = body.Length - json.Length;
        while (body[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        return new PayloadDocument(Encoding.UTF8.GetString(body), document.RootElement.Clone(), start);
    }

    /// <summary>Creates a document for an empty or plain text payload: it has no keys (ProcessApi.md 3).</summary>
    /// <param name="body">The body in UTF-8.</param>
    public static PayloadDocument FromText(byte[] body) => new(Encoding.UTF8.GetString(body), null);

    /// <summary>Reads a text that may be JSON.</summary>
    /// <returns>Null if it is not.</returns>
    internal static PayloadDocument? TryParse(string text)
    {
        try
        {
            return Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The value of a payload JSON key. In an element, <c>$.</c> leads to the root of the payload.</summary>
    /// <param name="key">The key; not empty.</param>
    public PayloadValue Find(string key) => Lookup(key) is JsonElement found ? new PayloadValue(found) : PayloadValue.Missing;

    /// <summary>The elements of a list, each as a document in which keys can be looked up.</summary>
    /// <param name="list">The key of the list, or <see cref="FilterSchema.Root"/> for a root array.</param>
    /// <returns>None if the value is not an array.</returns>
    public IEnumerable<PayloadDocument> Elements(string list) =>
        (list == FilterSchema.Root ? root : Lookup(list)) is JsonElement { ValueKind: JsonValueKind.Array } array
            ? array.EnumerateArray().Select(element => new PayloadDocument(this, element))
            : [];

    /// <summary>The location of a payload JSON key's value in the body, including the quotes of a string.</summary>
    /// <param name="key">The key; not empty.</param>
    /// <returns>The bytes of the body, counting a byte order mark; null if there is no such key.</returns>
    public ByteSpan? PlaceOf(string key)
    {
        PayloadDocument body = whole ?? this;
        if (body.root is not JsonElement payload || Lookup(key) is not JsonElement found)
        {
            return null;
        }

        ReadOnlySpan<byte> value = JsonMarshal.GetRawUtf8Value(found);
        return JsonMarshal.GetRawUtf8Value(payload).Overlaps(value, out int offset) ? body.InBody(new ByteSpan(body.rootStart + offset, value.Length)) : null;
    }

    /// <summary>Returns the payload with JSON in place of each text at the given keys that is an object or array (<c>parse</c>, Catalog/README.md 3).</summary>
    /// <param name="keys">The keys; later ones may lead into the JSON of earlier ones.</param>
    public PayloadDocument Unwrap(EquatableArray<string> keys) => keys.Aggregate(this, static (payload, key) => payload.Unwrap(key));

    /// <summary>
    /// Returns the location of bytes of this document in the body as received. For bytes inside a text that was read as JSON, that is the
    /// whole text.
    /// </summary>
    internal ByteSpan InBody(ByteSpan place)
    {
        if ((whole ?? this).unwrapped is not (PayloadDocument before, ByteSpan text, int length))
        {
            return place;
        }

        bool isBefore = place.Start < text.Start;
        bool isBehind = place.Start >= text.Start + length;
        return before.InBody(isBefore && place.End <= text.Start ? place
            : isBehind ? new ByteSpan(place.Start - length + text.Length, place.Length)
            : isBefore ? new ByteSpan(place.Start, place.Length - length + text.Length)
            : text);
    }

    private PayloadDocument Unwrap(string key)
    {
        if (root is not JsonElement payload || Lookup(key) is not JsonElement { ValueKind: JsonValueKind.String } found
            || !JsonMarshal.GetRawUtf8Value(payload).Overlaps(JsonMarshal.GetRawUtf8Value(found), out int offset))
        {
            return this;
        }

        string text = found.GetString()!;
        string start = text.TrimStart(' ', '\t', '\r', '\n');
        if (start.Length == 0 || start[0] is not ('{' or '[') || TryParse(text) is null)
        {
            return this;
        }

        var place = new ByteSpan(rootStart + offset, JsonMarshal.GetRawUtf8Value(found).Length);
        byte[] body = Encoding.UTF8.GetBytes(Raw);
        byte[] inner = Encoding.UTF8.GetBytes(text);
        try
        {
            PayloadDocument document = Parse([.. body.Take(place.Start), .. inner, .. body.Skip(place.End)]);
            document.unwrapped = (this, place, inner.Length);
            return document;
        }
        catch (JsonException)
        {
            // The JSON would be nested too deeply.
            return this;
        }
    }

    private JsonElement? Lookup(string key)
    {
        if (whole is not null && key.Length > FilterSchema.RootPrefix.Length && key.StartsWith(FilterSchema.RootPrefix, StringComparison.Ordinal))
        {
            return whole.Lookup(key.Substring(FilterSchema.RootPrefix.Length));
        }

        // An element that is not an object has no keys.
        return root is JsonElement node && (whole is null || node.ValueKind == JsonValueKind.Object) ? KeyLookup.FindInPayload(node, key) : null;
    }

    /// <summary>The keys of the payload, as a schema file would write them; only the first ones of a large payload.</summary>
    public IEnumerable<string> Keys()
    {
        JsonElement? start = root is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() > 0 ? array[0] : root;
        return start is JsonElement node ? Keys(node, string.Empty).Take(MaxKeyNames) : [];
    }

    private static IEnumerable<string> Keys(JsonElement node, string prefix)
    {
        if (node.ValueKind == JsonValueKind.Array && node.GetArrayLength() > 0 && prefix.Length > 0)
        {
            return Keys(node[0], $"{prefix.Substring(0, prefix.Length - 1)}[0].");
        }

        return node.ValueKind == JsonValueKind.Object
            ? node.EnumerateObject().SelectMany(member => Keys(member.Value, prefix + member.Name + ".").Prepend(prefix + member.Name))
            : [];
    }
}
