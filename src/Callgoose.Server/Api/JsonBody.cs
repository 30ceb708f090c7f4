using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;
using Callgoose.Auth;
using Callgoose.Http;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary>Reads the small JSON objects that the admin API takes.</summary>
internal sealed class JsonBody
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxDepth = 8;
    private const int MaxShown = 50;

    private readonly Dictionary<string, JsonElement> members;

    private JsonBody(Dictionary<string, JsonElement> members)
    {
        this.members = members;
    }

    /// <summary>What is wrong with the values that were read; null if nothing is.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Reads a body. An empty body counts as an object without members.</summary>
    /// <param name="context">The request.</param>
    /// <param name="known">The allowed members.</param>
    /// <returns>The body, or the problem with it.</returns>
    public static async Task<(JsonBody? Body, Problem? Problem)> ReadAsync(HttpContext context, params string[] known)
    {
        PipeReader reader = context.Request.BodyReader;
        ReadResult result = await reader.ReadAtLeastAsync(MaxBytes + 1);
        byte[] bytes = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, MaxBytes + 1)).ToArray();
        reader.AdvanceTo(result.Buffer.End);
        if (bytes.Length > MaxBytes)
        {
            return (null, Problems.BodyTooLarge(MaxBytes));
        }

        return Parse(bytes, known);
    }

    /// <summary>Returns a text, or null if the member is absent.</summary>
    public string? Text(string name) => Member(name) is not JsonElement value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : Wrong<string>(name, "a text");

    /// <summary>Returns a Boolean; false if the member is absent.</summary>
    public bool Flag(string name) => Member(name) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Wrong<object>(name, "true or false") is not null,
    };

    /// <summary>Returns a list of texts, or null if the member is absent.</summary>
    public string[]? Texts(string name)
    {
        if (Member(name) is not JsonElement value)
        {
            return null;
        }

        bool isList = value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String);
        return isList ? [.. value.EnumerateArray().Select(static item => item.GetString()!)] : Wrong<string[]>(name, "an array of texts");
    }

    /// <summary>Returns a list of lists of texts, or null if the member is absent.</summary>
    public string[][]? TextLists(string name)
    {
        if (Member(name) is not JsonElement value)
        {
            return null;
        }

        bool isList = value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(static item =>
            item.ValueKind == JsonValueKind.Array && item.EnumerateArray().All(static text => text.ValueKind == JsonValueKind.String));
        return isList
            ? [.. value.EnumerateArray().Select(static item => (string[])[.. item.EnumerateArray().Select(static text => text.GetString()!)])]
            : Wrong<string[][]>(name, "an array of arrays of texts");
    }

    private static (JsonBody? Body, Problem? Problem) Parse(byte[] bytes, string[] known)
    {
        if (bytes.Length == 0)
        {
            return (new JsonBody([]), null);
        }

        if (!Utf8.IsValid(bytes))
        {
            return (null, Problems.InvalidRequest("The body is not UTF-8; send one JSON object, or nothing."));
        }

        JsonElement root;
        try
        {
            RefuseHalfCharacters(bytes);
            using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth });
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return (null, Problems.InvalidRequest("The body is not JSON; send one object, or nothing."));
        }
        catch (InvalidOperationException)
        {
            return (null, Problems.InvalidRequest("The body has half a character: an escape of one surrogate without the other; send both, or neither."));
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return (null, Problems.InvalidRequest("The body must be one JSON object."));
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in root.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                return (null, Problems.InvalidRequest($"There is no member '{Shown(member.Name)}' here; known are {string.Join(", ", known)}."));
            }

            members[member.Name] = member.Value;
        }

        return (new JsonBody(members), null);
    }

    /// <summary>Refuses an escaped surrogate without its other half. It is valid JSON but not a valid text: the first attempt to read it would throw.</summary>
    private static void RefuseHalfCharacters(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
            {
                reader.GetString();
            }
        }
    }

    /// <summary>Prepares a name for an answer: limits its length and hides tokens.</summary>
    private static string Shown(string name) => SecretMask.Apply(name.Length <= MaxShown ? name : name[..MaxShown] + "…");

    private JsonElement? Member(string name) =>
        members.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private T? Wrong<T>(string name, string wanted)
        where T : class
    {
        Problem ??= Problems.InvalidRequest($"The member '{name}' must be {wanted}.");
        return null;
    }
}
