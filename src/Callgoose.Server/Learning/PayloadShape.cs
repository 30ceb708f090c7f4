using System.Text;
using System.Text.Json;

namespace Callgoose.Learning;

/// <summary>The shape of a payload: its names without its values. Calls of one kind share a shape.</summary>
internal static class PayloadShape
{
    private const int MaxDepth = 3;
    private const int MaxNames = 60;
    private const int MaxNameLength = 60;

    /// <summary>Returns the shape of a body: names in order, objects and the first element of arrays three levels deep, at most 60 names.</summary>
    /// <param name="body">The body, as the log stores it.</param>
    /// <param name="isWhole">Whether the log has the whole body.</param>
    public static string Of(ReadOnlyMemory<byte> body, bool isWhole)
    {
        if (body.IsEmpty || !isWhole)
        {
            return body.IsEmpty ? "no body" : "a body that is longer than the log keeps";
        }

        try
        {
            using JsonDocument payload = JsonDocument.Parse(body);
            var text = new StringBuilder();
            int names = 0;
            Append(text, payload.RootElement, MaxDepth, ref names);
            return text.ToString();
        }
        catch (JsonException)
        {
            return "text that is not JSON";
        }
    }

    private static void Append(StringBuilder text, JsonElement value, int depth, ref int names)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            text.Append('[');
            if (value.GetArrayLength() > 0)
            {
                Append(text, value[0], depth, ref names);
            }

            text.Append(']');
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            AppendMembers(text, value, depth, ref names);
        }
        else if (depth == MaxDepth)
        {
            text.Append("a single value");
        }
    }

    private static void AppendMembers(StringBuilder text, JsonElement value, int depth, ref int names)
    {
        text.Append('{');
        if (depth == 0)
        {
            text.Append("…}");
            return;
        }

        string separator = string.Empty;
        foreach (JsonProperty member in value.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal))
        {
            text.Append(separator);
            separator = ", ";
            if (++names > MaxNames)
            {
                text.Append('…');
                break;
            }

            text.Append(member.Name.Length <= MaxNameLength ? member.Name : string.Concat(member.Name.AsSpan(0, MaxNameLength), "…"));
            Append(text, member.Value, depth - 1, ref names);
        }

        text.Append('}');
    }
}
