using System.Buffers.Binary;

namespace Callgoose.Incidents;

/// <summary>
/// The members of a group (<c>grown_by</c>, Catalog/README.md 3) in one byte sequence. For each member: the length of its identity, the
/// identity, the length of its name, the name. Lengths are two bytes, little endian; texts are UTF-8.
/// </summary>
/// <remarks>Read one by one: <c>while (list.TryRead(out var identity, out var name))</c>.</remarks>
public ref struct MemberList
{
    /// <summary>The maximum number of members of one report; further ones are ignored.</summary>
    public const int MaxMembers = 1000;

    /// <summary>The maximum length of an identity and of a name, in bytes. Longer ones are cut.</summary>
    public const int MaxTextBytes = 255;

    private ReadOnlySpan<byte> rest;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public MemberList(ReadOnlySpan<byte> members) => rest = members;

    /// <summary>The size of a member, in bytes.</summary>
    public static int SizeOf(ReadOnlySpan<byte> identity, ReadOnlySpan<byte> name) => 4 + Cut(identity).Length + Cut(name).Length;

    /// <summary>Writes a member.</summary>
    /// <returns>The number of bytes written: <see cref="SizeOf"/>.</returns>
    public static int Write(Span<byte> target, ReadOnlySpan<byte> identity, ReadOnlySpan<byte> name)
    {
        int written = WriteText(target, Cut(identity));
        return written + WriteText(target[written..], Cut(name));
    }

    /// <summary>Reads the next member.</summary>
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
