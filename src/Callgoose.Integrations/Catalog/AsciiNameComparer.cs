using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Callgoose.Catalog;

/// <summary>
/// Compares names, ignoring the case of ASCII letters only (Catalog/README.md 6). UTF-8 bytes can be looked up among strings without
/// creating a string.
/// </summary>
internal sealed class AsciiNameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    private const uint FnvOffset = 2166136261;
    private const uint FnvPrime = 16777619;

    private AsciiNameComparer()
    {
    }

    /// <summary>The one instance.</summary>
    public static AsciiNameComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(string? x, string? y) => x is not null && y is not null && Equals(Encoding.UTF8.GetBytes(x), y);

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] string obj) => GetHashCode(Encoding.UTF8.GetBytes(obj));

    /// <inheritdoc/>
    /// <remarks>Allocates only for a name that is not ASCII and has the same hash.</remarks>
    public bool Equals(ReadOnlySpan<byte> alternate, string other) =>
        Ascii.EqualsIgnoreCase(alternate, other) || (!Ascii.IsValid(other) && Equals(alternate, Encoding.UTF8.GetBytes(other)));

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        uint hash = FnvOffset;
        foreach (byte b in alternate)
        {
            hash = (hash ^ Lower(b)) * FnvPrime;
        }

        return (int)hash;
    }

    /// <inheritdoc/>
    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);

    private static bool Equals(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (int i = 0; i < left.Length; i++)
        {
            if (Lower(left[i]) != Lower(right[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
}
