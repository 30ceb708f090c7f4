using System.Text.Json;

namespace Callgoose.Schema;

/// <summary>Finds the value of a payload JSON key, as Catalog/README.md 2 describes.</summary>
internal static class KeyLookup
{
    /// <summary>Looks up a key in a whole payload. On a root array a key first reads the first element, and then the array by index.</summary>
    public static JsonElement? FindInPayload(JsonElement root, string key)
    {
        switch (root.ValueKind)
        {
            case JsonValueKind.Object:
                return Member(root, key) ?? FindBehind(root, key);

            case JsonValueKind.Array:
                JsonElement? first = Element(root, 0) is { ValueKind: JsonValueKind.Object } element ? FindInPayload(element, key) : null;
                return first ?? FindBehind(root, key);

            default:
                return null;
        }
    }

    private static JsonElement? Find(JsonElement node, string key)
    {
        if (key.Length == 0)
        {
            return node;
        }

        return (key[0] == '[' ? null : Member(node, key)) ?? FindBehind(node, key);
    }

    /// <summary>Takes the first step of a key and continues with the rest.</summary>
    private static JsonElement? FindBehind(JsonElement node, string key)
    {
        KeyStep step = KeyStep.First(key);
        JsonElement? next = node.ValueKind switch
        {
            JsonValueKind.Object when step.Rest.Length > 0 && step.Name.Length > 0 => Member(node, step.Name),
            JsonValueKind.Array when step.Index is int index => Element(node, index),
            _ => null,
        };
        return next is JsonElement found ? Find(found, step.Rest) : null;
    }

    /// <summary>Returns the last member of a name, because the last duplicate counts.</summary>
    private static JsonElement? Member(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out JsonElement value) ? value : null;

    private static JsonElement? Element(JsonElement node, int index) => index < node.GetArrayLength() ? node[index] : null;
}
