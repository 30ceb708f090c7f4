using System.Text;
using System.Text.Json;

namespace Callgoose.Schema;

/// <summary>Reads a JSON file into a tree whose nodes have their locations.</summary>
internal static class SchemaTreeReader
{
    /// <summary>Reads the tree.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="problems">Receives the JSON errors.</param>
    /// <returns>The tree, or null if it is not JSON.</returns>
    public static SchemaNode? Read(SchemaText text, ProblemList problems)
    {
        var reader = new Utf8JsonReader(text.Utf8);
        try
        {
            reader.Read();
            SchemaNode root = ReadValue(ref reader, problems);
            reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            ByteSpan place = ErrorSpan(text.Utf8, e);
            problems.Add(problems.Rules.NotJson, place, NotJsonText.Of(text.Utf8, place.Start, e.Message));
        }
        catch (InvalidOperationException)
        {
            // GetString refuses half of a surrogate pair; the reader is at that string.
            problems.Add(
                problems.Rules.NotJson, TokenSpan(ref reader), "A \\u escape gives half of a surrogate pair; write both halves, the high one first.");
        }

        return null;
    }

    private static SchemaNode ReadValue(ref Utf8JsonReader reader, ProblemList problems)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, problems);
            case JsonTokenType.StartArray:
                return ReadArray(ref reader, problems);
            case JsonTokenType.String:
                return new SchemaString(TokenSpan(ref reader), reader.GetString()!);
            default:
                return new SchemaLiteral(TokenSpan(ref reader), Encoding.UTF8.GetString(reader.ValueSpan.ToArray()));
        }
    }

    private static SchemaObject ReadObject(ref Utf8JsonReader reader, ProblemList problems)
    {
        int start = (int)reader.TokenStartIndex;
        var members = new List<SchemaMember>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            ByteSpan nameSpan = TokenSpan(ref reader);
            reader.Read();
            SchemaNode value = ReadValue(ref reader, problems);
            if (names.Add(name))
            {
                members.Add(new SchemaMember(name, nameSpan, value));
            }
            else
            {
                problems.Add(problems.Rules.DuplicateProperty, nameSpan, $"The property \"{name}\" stands twice in this object; remove one of them.");
            }
        }

        return new SchemaObject(new ByteSpan(start, (int)reader.BytesConsumed - start), members);
    }

    private static SchemaArray ReadArray(ref Utf8JsonReader reader, ProblemList problems)
    {
        int start = (int)reader.TokenStartIndex;
        var items = new List<SchemaNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, problems));
        }

        return new SchemaArray(new ByteSpan(start, (int)reader.BytesConsumed - start), items);
    }

    /// <summary>The span of the token that was just read. After a name, the reader has also consumed the colon and the white space before it.</summary>
    private static ByteSpan TokenSpan(ref Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex;
        bool isName = reader.TokenType == JsonTokenType.PropertyName;
        return new ByteSpan(start, isName ? reader.ValueSpan.Length + 2 : (int)reader.BytesConsumed - start);
    }

    private static ByteSpan ErrorSpan(byte[] utf8, JsonException error)
    {
        int start = 0;
        for (long line = error.LineNumber ?? 0; line > 0; line--)
        {
            start = Array.IndexOf(utf8, (byte)'\n', start) + 1;
        }

        start = Math.Min(start + (int)(error.BytePositionInLine ?? 0), utf8.Length);
        int length = 0;
        while (start + length < utf8.Length && (length == 0 || (utf8[start + length] & 0xC0) == 0x80))
        {
            length++;
        }

        return new ByteSpan(start, length);
    }
}
