using System.Buffers.Binary;

namespace Callgoose.Incidents;

/// <summary>
/// The members of a group (<c>grown_by</c>, Catalog/README.md 3) as one run of bytes: for each member the length of its identity, the
/// identity, the length of its name, the name. Lengths are two bytes, little endian; texts are UTF-8.
/// </summary>
/// <remarks>Read one by one: <c>while (list.TryRead(out var identity, out var name))</c>.</remarks>
public ref struct MemberList
{
    /// <summary>How many members of one report are looked at; further ones are not told apart.</summary>
    public const int MaxMembers = 1000;

    /// <summary>The largest identity and the largest name, in bytes. What is longer is cut.</summary>
    public const int MaxTextBytes = 255;

    private ReadOnlySpan<byte> rest;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public MemberList(ReadOnlySpan<byte> members) => rest = members;

    /// <summary>How many bytes a member takes.</summary>
    public static int SizeOf(ReadOnlySpan<byte> identity, ReadOnlySpan<byte> name) => 4 + Cut(identity).Length + Cut(name).Length;

    /// <summary>Writes a member.</summary>
    /// <returns>How many bytes it took: <see cref="SizeOf"/>.</returns>
    public static int Write(Span<byte> target, ReadOnlySpan<byte> identity, ReadOnlySpan<byte> name)
    {
        int written = WriteText(target, Cut(identity));
        return written + WriteText(target[written..], Cut(name));
    }

    /// <summary>Gives the next member.</summary>
    public bool TryRead(out ReadOnlySpan<byte> identity, out ReadOnlySpan<byte> name)
    {
        identity = default;
        name = default;
        if (rest.IsEmpty)
        {
            return false;
        }

        identity = ReadText();
        name = ReadText();
        return true;
    }

    private static int WriteText(Span<byte> target, ReadOnlySpan<byte> text)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)text.Length);
        text.CopyTo(target[2..]);
        return 2 + text.Length;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text)
    {
        if (text.Length <= MaxTextBytes)
        {
            return text;
        }

        int end = MaxTextBytes;
        while (end > 0 && (text[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return text[..end];
    }

    private ReadOnlySpan<byte> ReadText()
    {
        int length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        ReadOnlySpan<byte> text = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        return text;
    }
}
