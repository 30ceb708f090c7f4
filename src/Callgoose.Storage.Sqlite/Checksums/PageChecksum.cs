using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Checksums;

/// <summary>The checksum of a page of a database file. It is in the last eight bytes, which SQLite leaves to the program (reserved bytes).</summary>
/// <remarks>
/// <para>
/// Every step is invertible, so two pages that differ in a single eight-byte word never have the same checksum. Other different pages have
/// the same one with a probability of 1 in 2^64. The page number is part of the checksum: a page in the place of another page counts as
/// damaged, too.
/// </para>
/// <para>The checksum is persisted: another algorithm needs a new version of the files.</para>
/// </remarks>
internal static class PageChecksum
{
    /// <summary>The length of a page: the default of SQLite since version 3.12.</summary>
    public const int PageLength = 4096;

    /// <summary>The length of the checksum in a page, in bytes.</summary>
    public const int Length = sizeof(ulong);

    private const int CoveredWords = (PageLength - Length) / sizeof(ulong);
    private const int Lanes = 4;

    // Odd, so that the multiplication is invertible. These are the primes of xxHash64, which mix well.
    private const ulong Prime = 0x9E3779B185EBCA87;
    private const ulong OtherPrime = 0xC2B2AE3D27D4EB4F;

    /// <summary>Verifies the checksum of a page.</summary>
    /// <param name="page">The page, with its checksum.</param>
    /// <param name="number">Its number in the file, from 1.</param>
    public static bool Matches(ReadOnlySpan<byte> page, uint number) =>
        BinaryPrimitives.ReadUInt64LittleEndian(page[(PageLength - Length)..]) == Compute(page, number);

    /// <summary>Writes the checksum into a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="number">Its number in the file, from 1.</param>
    public static void Write(Span<byte> page, uint number) =>
        BinaryPrimitives.WriteUInt64LittleEndian(page[(PageLength - Length)..], Compute(page, number));

    private static ulong Compute(ReadOnlySpan<byte> page, uint number)
    {
        // Four independent lanes: a multiplication takes three cycles, and one can start in each cycle.
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(page[..(PageLength - Length)]);
        ulong a = number * Prime;
        ulong b = a + OtherPrime;
        ulong c = b + OtherPrime;
        ulong d = c + OtherPrime;
        int i = 0;
        for (; i + Lanes <= CoveredWords; i += Lanes)
        {
            a = Mix(a, words[i]);
            b = Mix(b, words[i + 1]);
            c = Mix(c, words[i + 2]);
            d = Mix(d, words[i + 3]);
        }

        for (; i < CoveredWords; i++)
        {
            a = Mix(a, words[i]);
        }

        ulong sum = Mix(Mix(Mix(Mix(PageLength, a), b), c), d);
        return sum ^ (sum >> 32);
    }

    /// <summary>
    /// Mixes a word into a lane. A multiplication does not affect the lower bits by the upper ones; the rotation moves the upper bits to
    /// where they take effect.
    /// </summary>
    private static ulong Mix(ulong lane, ulong word) =>
        BitOperations.RotateLeft(lane ^ (BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word)), 29) * Prime;
}
