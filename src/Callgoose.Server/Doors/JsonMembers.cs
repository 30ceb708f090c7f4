using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Doors;

/// <summary>Reads and changes the members of a JSON object that came as a body, where a protocol has more in it than the payload.</summary>
/// <remarks>
/// Every method needs a body of which <see cref="Check"/> has found that it is an object: then <see cref="Utf8JsonReader"/> throws nothing.
/// A name is found however it is escaped, and of members of one name the last one counts (ProcessApi.md 3). Nothing is allocated.
/// </remarks>
internal static class JsonMembers
{
    /// <summary>How JSON is read that <see cref="Check"/> has passed.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = PayloadReader.MaxDepth };

    /// <summary>How many members of one name are taken out of a body.</summary>
    private const int MaxRemoved = 8;

    [ThreadStatic]
    private static ScratchBuffer? scratch;

    /// <summary>Checks that a body is one JSON value, and takes a byte order mark off it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isObject">Whether it is an object.</param>
    /// <returns>What is wrong with it, if anything is.</returns>
    public static PayloadError Check(TextArena body, out bool isObject)
    {
        if (body.Written.StartsWith(PayloadReader.ByteOrderMark))
        {
            body.Replace(0, PayloadReader.ByteOrderMark.Length, default);
        }

        scratch ??= new ScratchBuffer();
        PayloadError error = PayloadReader.Check(body.Written, scratch);
        scratch.Reset();
        ReadOnlySpan<byte> json = body.Written.TrimStart(" \t\r\n"u8);
        isObject = error.IsNone && json[0] == (byte)'{';
        return error;
    }

    /// <summary>Finds a member of the object, or of an object within it.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The name.</param>
    /// <param name="kind">What the value is; <see cref="JsonTokenType.None"/> if there is no such member.</param>
    /// <returns>The value as it is written, with its quotes if it is a text; empty if there is no such member.</returns>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, out JsonTokenType kind)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        kind = JsonTokenType.None;
        ReadOnlySpan<byte> value = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isWanted = reader.ValueTextEquals(name);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            JsonTokenType found = reader.TokenType;
            reader.Skip();
            if (isWanted)
            {
                value = json[start..(int)reader.BytesConsumed];
                kind = found;
            }
        }

        return value;
    }

    /// <summary>Finds a member of the object that is a text and not blank.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The name.</param>
    /// <returns>The text as it is written, with its quotes; empty if it is no such text.</returns>
    public static ReadOnlySpan<byte> FindText(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> value = Find(json, name, out JsonTokenType kind);
        return kind == JsonTokenType.String && !value[1..^1].Trim(" \t"u8).IsEmpty ? value : default;
    }

    /// <summary>Reads a text that is written in JSON.</summary>
    /// <param name="text">The text with its quotes; empty for none.</param>
    /// <param name="buffer">Where its characters go.</param>
    /// <returns>How many there are; 0 also if they have no room.</returns>
    public static int Read(ReadOnlySpan<byte> text, Span<char> buffer)
    {
        // An escape is at most six bytes for one character.
        if (text.IsEmpty || text.Length > (6 * buffer.Length) + 2)
        {
            return 0;
        }

        var reader = new Utf8JsonReader(text, Options);
        reader.Read();
        Span<char> characters = stackalloc char[text.Length];
        int length = reader.CopyString(characters);
        return characters[..length].TryCopyTo(buffer) ? length : 0;
    }

    /// <summary>Takes every member of a name out of the object, if there are few of them: each is looked for from the beginning.</summary>
    /// <returns>False if there are more than <see cref="MaxRemoved"/>; some are still there then.</returns>
    public static bool Remove(TextArena body, ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < MaxRemoved; i++)
        {
            if (!TryFindMember(body.Written, name, out int start, out int length))
            {
                return true;
            }

            body.Replace(start, length, default);
        }

        return !TryFindMember(body.Written, name, out _, out _);
    }

    /// <summary>Adds members at the end of the object, where they count instead of earlier ones of their names.</summary>
    /// <param name="body">The object.</param>
    /// <param name="members">The members, with commas between them.</param>
    public static void Add(TextArena body, ReadOnlySpan<byte> members)
    {
        int end = body.Written.LastIndexOf((byte)'}');
        if (body.Written[..end].TrimEnd(" \t\r\n"u8)[^1] != (byte)'{')
        {
            body.Replace(end++, 0, ","u8);
        }

        body.Replace(end, 0, members);
    }

    /// <summary>Finds the first member of a name with the comma that goes with it.</summary>
    private static bool TryFindMember(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, out int start, out int length)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        int before = (int)reader.BytesConsumed;
        bool isFirst = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isWanted = reader.ValueTextEquals(name);
            reader.Read();
            reader.Skip();
            int after = (int)reader.BytesConsumed;
            if (isWanted)
            {
                if (isFirst)
                {
                    ReadOnlySpan<byte> rest = json[after..].TrimStart(" \t\r\n"u8);
                    after = json.Length - rest.Length + (rest[0] == (byte)',' ? 1 : 0);
                }

                start = before;
                length = after - before;
                return true;
            }

            before = after;
            isFirst = false;
        }

        start = length = 0;
        return false;
    }
}
