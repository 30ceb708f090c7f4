using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Callgoose.Storage.Moving;

/// <summary>
/// The number of rows of a table and a digest of their content: the sum of the SHA-256 of each row, so that the order in which a store
/// returns the rows does not matter. Every value counts with its kind and its length.
/// </summary>
public sealed class TableDigest
{
    private readonly ulong[] sum = new ulong[4];
    private byte[] room = new byte[16 * 1024];

    /// <summary>The number of rows.</summary>
    public long Rows { get; private set; }

    /// <summary>The sum, in hexadecimal.</summary>
    public string Text => string.Concat(sum.Select(static part => part.ToString("x16", CultureInfo.InvariantCulture)));

    /// <summary>Adds a row.</summary>
    /// <param name="row">The values: <see cref="long"/>, bytes or null.</param>
    public void Add(ReadOnlySpan<object?> row)
    {
        int length = 0;
        foreach (object? value in row)
        {
            byte[] bytes = value as byte[] ?? [];
            Reserve(length + 9 + bytes.Length);
            room[length] = (byte)(value is null ? 0 : value is long ? 1 : 2);
            BinaryPrimitives.WriteInt64BigEndian(room.AsSpan(length + 1), value is long number ? number : bytes.Length);
            bytes.CopyTo(room, length + 9);
            length += 9 + bytes.Length;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(room.AsSpan(0, length), hash);
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += BinaryPrimitives.ReadUInt64BigEndian(hash[(8 * i)..]);
        }

        Rows++;
    }

    private void Reserve(int length)
    {
        if (length > room.Length)
        {
            Array.Resize(ref room, 2 * length);
        }
    }
}
