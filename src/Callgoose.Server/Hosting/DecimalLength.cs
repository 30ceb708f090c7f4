using System.Text;

namespace Callgoose.Hosting;

/// <summary>The "encoding" of a Content-Length: digits decode to themselves, everything else to a character that is not a digit.</summary>
/// <remarks>
/// The HTTP server also accepts <c>+58</c> as a length, which RFC 9110, section 8.6, does not allow. A proxy in front that
/// reads the header differently would see the request end elsewhere. The decoding of headers is the only hook that runs
/// before the server parses the number.
/// </remarks>
internal sealed class DecimalLength : Encoding
{
    private const char NoDigit = 'x';

    private static readonly DecimalLength Instance = new();

    /// <summary>Returns the decoding of a header; null for the default.</summary>
    public static Encoding? Of(string header) => ReferenceEquals(header, Microsoft.Net.Http.Headers.HeaderNames.ContentLength) ? Instance : null;

    /// <inheritdoc/>
    /// <remarks>The server provides room for one character more than the longest number has; a longer value may be cut there.</remarks>
    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        int length = Math.Min(bytes.Length, chars.Length);
        for (int i = 0; i < length; i++)
        {
            chars[i] = char.IsAsciiDigit((char)bytes[i]) ? (char)bytes[i] : NoDigit;
        }

        return length;
    }

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount;

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => Latin1.GetMaxByteCount(charCount);
}
