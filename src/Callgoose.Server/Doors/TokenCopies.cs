using System.Text;
using Callgoose.Auth;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;

namespace Callgoose.Doors;

/// <summary>
/// Copies of the token of a call that its sender has written elsewhere too, such as the address that it posts to among the details of an alert: nothing that is
/// stored, logged or sent on may have them.
/// </summary>
internal static class TokenCopies
{
    private static ReadOnlySpan<byte> Mask => "**********************************************"u8;

    /// <summary>Puts asterisks in their place. One look through the text, however many there are.</summary>
    /// <param name="text">The text.</param>
    /// <param name="token">The token; what is not written like one is left alone.</param>
    public static void Hide(TextArena text, ReadOnlySpan<char> token)
    {
        if (!TokenText.IsWrittenLikeOne(token))
        {
            return;
        }

        Span<byte> bytes = stackalloc byte[PresentedToken.MaxLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(token, bytes)];
        int at = 0;
        for (int found = text.Written.IndexOf(bytes); found >= 0; found = text.Written[at..].IndexOf(bytes))
        {
            text.Replace(at + found, bytes.Length, Mask[..bytes.Length]);
            at += found + bytes.Length;
        }
    }
}
