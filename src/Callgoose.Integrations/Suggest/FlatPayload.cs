using System.Text;
using System.Text.Json;

namespace Callgoose.Suggest;

/// <summary>A payload as a list of its scalar values.</summary>
internal sealed class FlatPayload
{
    private const int MaxDepth = 6;
    private const int MaxValues = 500;
    private const int MaxText = 4096;

    private readonly Dictionary<string, FlatValue> byKey = new(StringComparer.Ordinal);

    private FlatPayload(string json)
    {
        Json = json;
    }

    /// <summary>The payload as received.</summary>
    public string Json { get; }

    /// <summary>Its values by key: of arrays those of the first element, at most 500, six levels deep.</summary>
    public IReadOnlyDictionary<string, FlatValue> Values => byKey;

    /// <summary>Reads a payload.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static FlatPayload Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        var payload = new FlatPayload(json);
        JsonElement root = document.RootElement;

        // A key without an index reads the first element of a root array.
        payload.Add(root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root, string.Empty, [], [], 0);
        return payload;
    }

    /// <summary>The words of a name or a value. It is split between a small letter and a capital, and at every character that is no letter or digit.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            bool isBorder = !char.IsLetterOrDigit(character) || (char.IsUpper(character) && i > 0 && (char.IsLower(text[i - 1]) || (i + 1 < text.Length && char.IsLower(text[i + 1]))));
            if (isBorder && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (char.IsLetterOrDigit(character))
            {
                word.Append(char.ToLowerInvariant(character));
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private void Add(JsonElement value, string key, IReadOnlyList<string> words, IReadOnlyList<string> parent, int depth)
    {
        if (depth > MaxDepth || byKey.Count == MaxValues)
        {
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject().Where(static member => member.Name.Length is > 0 and <= 100 && !member.Name.Contains('[')))
                {
                    Add(member.Value, key.Length == 0 ? member.Name : $"{key}.{member.Name}", Words(member.Name), words, depth + 1);
                }

                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0 && key.Length > 0:
                Add(value[0], key + "[0]", words, parent, depth + 1);
                break;
            case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when key.Length > 0:
                string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
                byKey[key] = new FlatValue(key, text.Length <= MaxText ? text : text[..MaxText], value.ValueKind) { Depth = depth, NameWords = words, ParentWords = parent };
                break;
        }
    }
}
