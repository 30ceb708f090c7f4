using System.Globalization;
using System.Text;

namespace Callgoose.Auth;

/// <summary>Hides tokens in texts that repeat user input.</summary>
internal static class SecretMask
{
    private const string Prefix = "cg_";

    /// <summary>
    /// Replaces every text that begins like a token, in either case, up to the next character that no token contains, with <c>cg_...</c>, and copies of a known
    /// token with <c>***</c>. Each character may be percent-encoded, even several times. Encoded characters that no token contains, and broken escapes, are hidden
    /// too, so that they reveal nothing.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="known">A token whose copies are hidden in any encoding; empty for none.</param>
    public static string Apply(string text, ReadOnlySpan<char> known = default)
    {
        var decoded = new Decoded(text);
        var masked = new StringBuilder(text.Length);
        for (int at = 0; at < decoded.Length;)
        {
            if (decoded.HasAt(at, Prefix))
            {
                masked.Append(Prefix).Append("...");
                for (at += Prefix.Length; at < decoded.Length && IsPartOfToken(decoded, at); at++)
                {
                }
            }
            else if (!known.IsEmpty && decoded.HasAt(at, known))
            {
                masked.Append("***");
                at += known.Length;
            }
            else
            {
                masked.Append(decoded.Written(at++));
            }
        }

        return masked.ToString();
    }

    private static bool IsPartOfToken(in Decoded decoded, int at) =>
        decoded.IsEncoded(at) || char.IsAsciiLetterOrDigit(decoded[at]) || decoded[at] is '-' or '_' or '%';

    /// <summary>A text without its percent encoding, however often it was applied, and the position of each character in the original text.</summary>
    private readonly ref struct Decoded
    {
        private readonly string text;
        private readonly char[] characters;
        private readonly int[] starts;

        /// <summary>Decodes in one pass. A decoded character may itself complete an outer escape.</summary>
        public Decoded(string text)
        {
            this.text = text;
            characters = new char[text.Length];
            starts = new int[text.Length + 1];
            for (int at = 0; at < text.Length; at++)
            {
                characters[Length] = text[at];
                starts[Length++] = at;
                while (Length >= 3 && characters[Length - 3] == '%'
                    && byte.TryParse(characters.AsSpan(Length - 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte escaped))
                {
                    Length -= 2;
                    characters[Length - 1] = (char)escaped;
                }
            }

            starts[Length] = text.Length;
        }

        public int Length { get; }

        public char this[int at] => characters[at];

        public bool HasAt(int at, ReadOnlySpan<char> wanted) =>
            Length - at >= wanted.Length && characters.AsSpan(at, wanted.Length).Equals(wanted, StringComparison.OrdinalIgnoreCase);

        public bool IsEncoded(int at) => starts[at + 1] - starts[at] > 1;

        public ReadOnlySpan<char> Written(int at) => text.AsSpan(starts[at]..starts[at + 1]);
    }
}
