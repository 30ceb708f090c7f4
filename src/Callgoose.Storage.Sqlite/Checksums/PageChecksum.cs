using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Checksums;

/// <summary>The checksum of a page of a database file: its last eight bytes, which SQLite leaves to the program (reserved bytes).</summary>
/// <remarks>
/// <para>Every step can be undone, so two pages that differ in one word of eight bytes never have the same checksum; any others have it with a
/// chance of one in 2^64. The number of the page is part of it: a page that stands where another belongs is damaged too.</para>
/// <para>It is kept on disk: another way to compute it needs another version of the files.</para>
/// </remarks>
internal static class PageChecksum
{
    /// <summary>The length of a page: what SQLite has taken by default since version 3.12.</summary>
    public const int PageLength = 4096;

    /// <summary>The bytes of a page that are for the checksum.</summary>
    public const int Length = sizeof(ulong);

    private const int CoveredWords = (PageLength - Length) / sizeof(ulong);
    private const int Lanes = 4;

    // Odd, so that multiplying can be undone: the primes of xxHash64, which mix well.
    private const ulong Prime = 0x9E3779B185EBCA87;
    private const ulong OtherPrime = 0xC2B2AE3D27D4EB4F;

    /// <summary>Whether a page is what was written.</summary>
    /// <param name="page">The page, with its checksum.</param>
    /// <param name="number">Its number in the file, from 1.</param>
    public static bool Matches(ReadOnlySpan<byte> page, uint number) =>
        BinaryPrimitives.ReadUInt64LittleEndian(page[(PageLength - Length)..]) == Compute(page, number);

    /// <summary>Puts the checksum into a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="number">Its number in the file, from 1.</param>
    public static void Write(Span<byte> page, uint number) =>
        BinaryPrimitives.WriteUInt64LittleEndian(page[(PageLength - Length)..], Compute(page, number));

    private static ulong Compute(ReadOnlySpan<byte> page, uint number)
    {
        // Four lanes, of which none waits for another: a multiplication takes three cycles, and one can begin in each.
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

    /// <summary>The rotation brings the upper bits, which multiplying moves nowhere, to where it does.</summary>
    private static ulong Mix(ulong lane, ulong word) =>
        BitOperations.RotateLeft(lane ^ (BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word)), 29) * Prime;
}
