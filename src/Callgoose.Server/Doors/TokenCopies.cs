using System.Globalization;
using Callgoose.Auth;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;

namespace Callgoose.Doors;

/// <summary>
/// Hides copies of a call's token that its sender also wrote elsewhere, such as in the webhook URL among the details of an alert. A copy must never be
/// stored, logged or sent on, even if some of its characters are escaped as JSON (<c>\u0061</c>) or percent-encoded.
/// </summary>
internal static class TokenCopies
{
    private const int LongestEscape = 6;

    /// <summary>Replaces the copies with asterisks, and escapes as a whole, so that JSON stays valid. Needs one pass through the text for any number of copies.</summary>
    /// <param name="text">The text.</param>
    /// <param name="token">The token. Nothing happens if it does not have the form of a token.</param>
    public static void Hide(TextArena text, ReadOnlySpan<char> token)
    {
        if (TokenText.IsWrittenLikeOne(token))
        {
            HideText(text, token);
        }
    }

    /// <summary>Does the same for any ASCII secret of one to <see cref="PresentedToken.MaxLength"/> characters.</summary>
    public static void HideText(TextArena text, ReadOnlySpan<char> token)
    {
        Span<byte> mask = stackalloc byte[PresentedToken.MaxLength * LongestEscape];
        mask.Fill((byte)'*');
        for (int at = 0; (at = NextStart(text.Written, at, token[0])) < text.Written.Length;)
        {
            ReadOnlySpan<byte> written = text.Written[at..];
            int length = LengthOf(written, token);
            if (length > 0)
            {
                text.Replace(at, length, mask[..length]);
            }

            at += length > 0 ? length : Read(written, out _);
        }
    }

    /// <summary>Returns the next position at which a copy may begin. Skips escapes as a whole, because no copy begins inside one.</summary>
    private static int NextStart(ReadOnlySpan<byte> text, int from, char first)
    {
        int next = text[from..].IndexOfAny((byte)first, (byte)'\\', (byte)'%');
        return next < 0 ? text.Length : from + next;
    }

    /// <returns>The length in bytes of the copy that begins here; 0 if there is none.</returns>
    private static int LengthOf(ReadOnlySpan<byte> text, ReadOnlySpan<char> token)
    {
        int length = 0;
        foreach (char wanted in token)
        {
            int read = Read(text[length..], out int character);
            if (read == 0 || character != wanted)
            {
                return 0;
            }

            length += read;
        }

        return length;
    }

    /// <summary>Decodes one character.</summary>
    /// <returns>The number of bytes it takes; 0 at the end.</returns>
    private static int Read(ReadOnlySpan<byte> text, out int character)
    {
        character = text.IsEmpty ? 0 : text[0];
        int digits = text.IsEmpty ? 0 : text[0] == '%' ? 2 : text[0] == '\\' && text.Length > 1 && text[1] == 'u' ? 4 : 0;
        int prefix = digits == 4 ? 2 : 1;
        if (digits > 0 && text.Length >= prefix + digits
            && int.TryParse(text.Slice(prefix, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int escaped))
        {
            character = escaped;
            return prefix + digits;
        }

        // No other escape stands for a character of a token.
        return Math.Min(text.Length, text.IsEmpty || text[0] != '\\' ? 1 : 2);
    }
}
