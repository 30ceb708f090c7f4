using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Callgoose.Incidents;

/// <summary>An id that sorts by its creation time: a UUID of version 7 (RFC 9562, section 5.7), which begins with 48 bits of Unix milliseconds.</summary>
/// <param name="High">The first eight bytes, big-endian: milliseconds, version and a counter.</param>
/// <param name="Low">The last eight bytes, big-endian: variant and random bits.</param>
public readonly record struct TimeOrderedId(ulong High, ulong Low) : IComparable<TimeOrderedId>
{
    private static readonly SearchValues<char> TextCharacters = SearchValues.Create("-0123456789ABCDEFabcdef");

    /// <summary>The length of the id in bytes.</summary>
    public const int ByteLength = 16;

    /// <summary>The length of the id as text: 36 ASCII characters.</summary>
    public const int TextLength = 36;

    /// <summary>When the id was created, in Unix milliseconds (UTC).</summary>
    public long UnixMilliseconds => (long)(High >> 16);

    /// <summary>Reads an id from its 16 bytes.</summary>
    public static TimeOrderedId FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..ByteLength]));

    /// <summary>Reads an id from its 36 characters.</summary>
    /// <returns>False if the text is not a UUID in the format of <see cref="ToString"/>; upper case is accepted too.</returns>
    /// <remarks><see cref="Guid"/> alone would also accept surrounding blanks, and <c>+</c> and <c>0x</c> in the text.</remarks>
    public static bool TryParse([NotNullWhen(true)] string? text, out TimeOrderedId id)
    {
        id = default;
        if (text?.Length != TextLength
            || text.AsSpan().ContainsAnyExcept(TextCharacters)
            || !Guid.TryParseExact(text, "D", out Guid guid))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[ByteLength];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        id = FromBytes(bytes);
        return true;
    }

    /// <summary>Writes the 16 bytes. Sorted byte by byte, ids are sorted by time.</summary>
    public void WriteBytes(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    /// <summary>Writes the id as 36 ASCII characters in lower case.</summary>
    public void WriteText(Span<byte> destination) => ToGuid().TryFormat(destination[..TextLength], out _, "D");

    /// <inheritdoc/>
    public override string ToString() => ToGuid().ToString("D");

    /// <inheritdoc/>
    public int CompareTo(TimeOrderedId other)
    {
        int high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    /// <summary>Tells whether <paramref name="left"/> was created before <paramref name="right"/>.</summary>
    public static bool operator <(TimeOrderedId left, TimeOrderedId right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether <paramref name="left"/> was created after <paramref name="right"/>.</summary>
    public static bool operator >(TimeOrderedId left, TimeOrderedId right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether <paramref name="left"/> was not created after <paramref name="right"/>.</summary>
    public static bool operator <=(TimeOrderedId left, TimeOrderedId right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether <paramref name="left"/> was not created before <paramref name="right"/>.</summary>
    public static bool operator >=(TimeOrderedId left, TimeOrderedId right) => left.CompareTo(right) >= 0;

    private Guid ToGuid()
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        WriteBytes(bytes);
        return new Guid(bytes, bigEndian: true);
    }
}
