using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Callgoose.Payloads;

/// <summary>
/// Escapes in JSON what the format requires, and characters that control a terminal, because answers may be shown in one. The values stay
/// the same.
/// </summary>
internal sealed class AnswerEncoder : JavaScriptEncoder
{
    private static readonly JavaScriptEncoder Relaxed = UnsafeRelaxedJsonEscaping;

    /// <summary>
    /// The first bytes, in UTF-8, of all characters that are in <see cref="ObeyedCharacters"/> but that <see cref="Relaxed"/> does not
    /// escape.
    /// </summary>
    private static readonly SearchValues<byte> Beginnings = SearchValues.Create([0xD8, 0xE2]);

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => Relaxed.MaxOutputCharactersPerInputCharacter;

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) =>
        Relaxed.WillEncode(unicodeScalar) || (unicodeScalar <= char.MaxValue && ObeyedCharacters.Contains((char)unicodeScalar));

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        int relaxed = Relaxed.FindFirstCharacterToEncodeUtf8(utf8Text);
        ReadOnlySpan<byte> clear = relaxed < 0 ? utf8Text : utf8Text[..relaxed];
        for (int at = 0; clear[at..].IndexOfAny(Beginnings) is >= 0 and int next;)
        {
            at += next;
            Rune.DecodeFromUtf8(clear[at..], out Rune rune, out int length);
            if (rune.IsBmp && ObeyedCharacters.Contains((char)rune.Value))
            {
                return at;
            }

            at += length;
        }

        return relaxed;
    }

    /// <inheritdoc/>
    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        int relaxed = Relaxed.FindFirstCharacterToEncode(text, textLength);
        var clear = new ReadOnlySpan<char>(text, relaxed < 0 ? textLength : relaxed);
        for (int i = 0; i < clear.Length; i++)
        {
            if (ObeyedCharacters.Contains(clear[i]))
            {
                return i;
            }
        }

        return relaxed;
    }

    /// <inheritdoc/>
    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        if (Relaxed.WillEncode(unicodeScalar) || !WillEncode(unicodeScalar))
        {
            return Relaxed.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
        }

        return new Span<char>(buffer, bufferLength).TryWrite($"\\u{unicodeScalar:X4}", out numberOfCharactersWritten);
    }
}
