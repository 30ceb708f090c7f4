namespace Callgoose.Schema;

/// <summary>Compares names as for <c>from</c> (Catalog/README.md 6): ignoring the case of ASCII letters only.</summary>
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

    /// <summary>Returns the text with A to Z in lower case.</summary>
    public static string Fold(string name) => string.Concat(name.Select(static c => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c));
}
