namespace Callgoose.Schema;

/// <summary>Names as <c>from</c> is compared with them (Catalog/README.md 6): the case of ASCII letters is ignored, of others not.</summary>
public sealed class AsciiCase : IEqualityComparer<string>
{
    private AsciiCase()
    {
    }

    /// <summary>The one instance.</summary>
    public static AsciiCase Comparer { get; } = new();

    /// <inheritdoc/>
    public bool Equals(string? x, string? y) => x is null || y is null ? x == y : Fold(x) == Fold(y);

    /// <inheritdoc/>
    public int GetHashCode(string obj) => StringComparer.Ordinal.GetHashCode(Fold(obj));

    /// <summary>The text with small letters in place of A to Z.</summary>
    public static string Fold(string name) => string.Concat(name.Select(static c => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c));
}
