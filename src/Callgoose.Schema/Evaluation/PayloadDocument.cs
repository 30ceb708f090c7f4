using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Callgoose.Schema;

/// <summary>A payload as the reference evaluator reads it: plainly, as a whole, without a thought of speed.</summary>
public sealed class PayloadDocument
{
    private const int MaxDepth = 64;
    private const int MaxKeyNames = 200;

    private readonly JsonElement? root;
    private readonly int rootStart;

    private PayloadDocument(string raw, JsonElement? root, int rootStart = 0)
    {
        Raw = raw;
        this.root = root;
        this.rootStart = rootStart;
    }

    /// <summary>The payload as received, which conditions without a key search.</summary>
    public string Raw { get; }

    /// <summary>Whether the payload is JSON. If not, no key exists.</summary>
    public bool IsJson => root is not null;

    /// <summary>Reads a JSON payload. A byte order mark before it is skipped.</summary>
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

    /// <summary>Takes a payload that is empty or plain text: it has no keys (process-api.md 3).</summary>
    /// <param name="body">The body in UTF-8.</param>
    public static PayloadDocument FromText(byte[] body) => new(Encoding.UTF8.GetString(body), null);

    /// <summary>The value of a payload JSON key.</summary>
    /// <param name="key">The key; not empty.</param>
    public PayloadValue Find(string key) =>
        root is JsonElement payload && KeyLookup.FindInPayload(payload, key) is JsonElement found ? new PayloadValue(found) : PayloadValue.Missing;

    /// <summary>Where the value of a payload JSON key stands in the body, with the quotes of a string.</summary>
    /// <param name="key">The key; not empty.</param>
    /// <returns>The bytes of the body, a byte order mark counted; null if there is no such key.</returns>
    public ByteSpan? PlaceOf(string key)
    {
        if (root is not JsonElement payload || KeyLookup.FindInPayload(payload, key) is not JsonElement found)
        {
            return null;
        }

        ReadOnlySpan<byte> value = JsonMarshal.GetRawUtf8Value(found);
        return JsonMarshal.GetRawUtf8Value(payload).Overlaps(value, out int offset) ? new ByteSpan(rootStart + offset, value.Length) : null;
    }

    /// <summary>The keys that the payload has, as a schema file would write them; of a large payload only the first ones.</summary>
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
