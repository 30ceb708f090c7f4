using System.Buffers;

namespace Callgoose.Storage.Tokens;

/// <summary>The look of a token's secret, which distinguishes it from other texts without a lookup.</summary>
public static class TokenText
{
    /// <summary>The prefix of an ordinary secret.</summary>
    public const string Prefix = "cg_";

    /// <summary>The length of a routing key, in characters.</summary>
    public const int RoutingKeyLength = 32;

    private const int Length = 3 + 43;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Tells whether a text has the format of a secret, in either form. It need not be a valid one.</summary>
    public static bool IsWrittenLikeOne(ReadOnlySpan<char> text) => text.Length switch
    {
        Length => text.StartsWith(Prefix, StringComparison.Ordinal) && !text.ContainsAnyExcept(Alphabet),
        RoutingKeyLength => !text.ContainsAnyExcept(Digits),
        _ => false,
    };
}
