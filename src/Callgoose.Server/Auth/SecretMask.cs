using System.Globalization;
using System.Text;

namespace Callgoose.Auth;

/// <summary>Hides tokens in texts that repeat what somebody typed.</summary>
internal static class SecretMask
{
    private const string Prefix = "cg_";

    /// <summary>Tells whether there is something in a text that begins like a token, with characters as they are or percent-encoded.</summary>
    public static bool Finds(string text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (BehindPrefix(text, at) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Replaces whatever begins like a token, up to the next character that no token has, by <c>cg_...</c>. Each character may be
    /// percent-encoded, also more than once; encoded characters that no token has are hidden with it rather than left to tell something.
    /// </summary>
    public static string Apply(string text)
    {
        var masked = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length;)
        {
            int behind = BehindPrefix(text, at);
            if (behind < 0)
            {
                masked.Append(text[at++]);
                continue;
            }

            masked.Append(Prefix).Append("...");
            at = behind;
            while (Read(text, at, out char character) is > 0 and int length && (length > 1 || char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
            {
                at += length;
            }
        }

        return masked.ToString();
    }

    /// <returns>Where it goes on behind the beginning of a token; -1 if there is none.</returns>
    private static int BehindPrefix(string text, int at)
    {
        foreach (char wanted in Prefix)
        {
            int length = Read(text, at, out char character);
            if (length == 0 || character != wanted)
            {
                return -1;
            }

            at += length;
        }

        return at;
    }

    /// <summary>Reads one character, which may be percent-encoded (%5F), and its percent sign again (%255F), as often as somebody did it.</summary>
    /// <returns>How long its written form is; 0 at the end.</returns>
    private static int Read(string text, int at, out char character)
    {
        if (at >= text.Length)
        {
            character = '\0';
            return 0;
        }

        character = text[at];
        if (character != '%')
        {
            return 1;
        }

        int digits = at + 1;
        while (string.CompareOrdinal(text, digits, "25", 0, 2) == 0)
        {
            digits += 2;
        }

        if (digits + 2 <= text.Length
            && byte.TryParse(text.AsSpan(digits, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte encoded))
        {
            character = (char)encoded;
            return digits + 2 - at;
        }

        return Math.Max(1, digits - at);
    }
}
