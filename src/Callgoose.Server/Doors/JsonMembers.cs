using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Doors;

/// <summary>Reads and changes the members of a JSON object in a body, for protocols whose body contains more than the payload.</summary>
/// <remarks>
/// Except for <see cref="Check"/>, every method needs a body that <see cref="Check"/> has found to be an object: then <see cref="Utf8JsonReader"/> never throws.
/// Names match however they are escaped, and of members with the same name the last one counts (ProcessApi.md 3). Nothing is allocated.
/// </remarks>
internal static class JsonMembers
{
    /// <summary>The reader options for JSON that has passed <see cref="Check"/>.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = PayloadReader.MaxDepth };

    /// <summary>The most members with one name that are removed from a body.</summary>
    private const int MaxRemoved = 8;

    [ThreadStatic]
    private static ScratchBuffer? scratch;

    /// <summary>Validates that a body is one JSON value, and removes a byte order mark.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isObject">Whether it is an object.</param>
    /// <returns>The error, if there is one.</returns>
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
    /// <param name="kind">The type of the value; <see cref="JsonTokenType.None"/> if there is no such member.</param>
    /// <returns>The value as written, including the quotes of a text; empty if there is no such member.</returns>
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

    /// <summary>Finds a member whose value is a text that is not blank.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The name.</param>
    /// <returns>The text as written, with its quotes; empty if there is none.</returns>
    public static ReadOnlySpan<byte> FindText(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> value = Find(json, name, out JsonTokenType kind);
        return kind == JsonTokenType.String && !value[1..^1].Trim(" \t"u8).IsEmpty ? value : default;
    }

    /// <summary>Decodes a JSON text.</summary>
    /// <param name="text">The text with its quotes; empty for none.</param>
    /// <param name="buffer">Receives its characters.</param>
    /// <returns>The number of characters; also 0 if the buffer is too small.</returns>
    public static int Read(ReadOnlySpan<byte> text, Span<char> buffer)
    {
        // An escape takes at most six bytes per character.
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

    /// <summary>Removes every member with a name from the object, up to a limit, because each search starts at the beginning.</summary>
    /// <returns>False if there are more than <see cref="MaxRemoved"/>; some are left then.</returns>
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

    /// <summary>Appends members to the object. They override earlier members with the same names.</summary>
    /// <param name="body">The object.</param>
    /// <param name="members">The members, separated by commas.</param>
    public static void Add(TextArena body, ReadOnlySpan<byte> members)
    {
        int end = body.Written.LastIndexOf((byte)'}');
        if (body.Written[..end].TrimEnd(" \t\r\n"u8)[^1] != (byte)'{')
        {
            body.Replace(end++, 0, ","u8);
        }

        body.Replace(end, 0, members);
    }

    /// <summary>Finds the first member with a name, including the comma that belongs to it.</summary>
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
