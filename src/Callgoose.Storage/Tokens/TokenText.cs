using System.Buffers;

namespace Callgoose.Storage.Tokens;

/// <summary>How the secret of a token looks, by which it can be told from other texts without looking it up.</summary>
public static class TokenText
{
    /// <summary>What an ordinary secret begins with.</summary>
    public const string Prefix = "cg_";

    /// <summary>How many characters a routing key has.</summary>
    public const int RoutingKeyLength = 32;

    private const int Length = 3 + 43;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Tells whether a text is written like a secret, in either form. It need not be one.</summary>
    public static bool IsWrittenLikeOne(ReadOnlySpan<char> text) => text.Length switch
    {
        Length => text.StartsWith(Prefix, StringComparison.Ordinal) && !text.ContainsAnyExcept(Alphabet),
        RoutingKeyLength => !text.ContainsAnyExcept(Digits),
        _ => false,
    };
}
