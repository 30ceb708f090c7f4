using System.Globalization;
using Callgoose.Auth;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;

namespace Callgoose.Doors;

/// <summary>
/// Copies of the token of a call that its sender has written elsewhere too, such as the address that it posts to among the details of an alert: nothing that is
/// stored, logged or sent on may have them, whichever of their characters are escaped as JSON (<c>\u0061</c>) or percent-encoded.
/// </summary>
internal static class TokenCopies
{
    private const int LongestEscape = 6;

    /// <summary>Puts asterisks in their place, of escapes as a whole, so that JSON stays JSON. One look through the text, however many there are.</summary>
    /// <param name="text">The text.</param>
    /// <param name="token">The token; what is not written like one is left alone.</param>
    public static void Hide(TextArena text, ReadOnlySpan<char> token)
    {
        if (TokenText.IsWrittenLikeOne(token))
        {
            HideText(text, token);
        }
    }

    /// <summary>The same for any secret in ASCII of one to <see cref="PresentedToken.MaxLength"/> characters.</summary>
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

    /// <summary>Where the next character stands with which a copy may begin. Escapes are passed over as a whole: what stands inside of one begins nothing.</summary>
    private static int NextStart(ReadOnlySpan<byte> text, int from, char first)
    {
        int next = text[from..].IndexOfAny((byte)first, (byte)'\\', (byte)'%');
        return next < 0 ? text.Length : from + next;
    }

    /// <returns>How many bytes a copy takes that begins here; 0 if none does.</returns>
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

    /// <summary>Reads one character as it is written.</summary>
    /// <returns>How many bytes that takes; 0 at the end.</returns>
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

        // Of the other escapes none is a character of a token.
        return Math.Min(text.Length, text.IsEmpty || text[0] != '\\' ? 1 : 2);
    }
}
