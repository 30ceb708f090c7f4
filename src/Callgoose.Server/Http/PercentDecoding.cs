using System.Globalization;
using System.Text;

namespace Callgoose.Http;

/// <summary>Decodes values of a query string (WHATWG URL, application/x-www-form-urlencoded: a plus sign is a space).</summary>
internal static class PercentDecoding
{
    /// <summary>The maximum length of a decoded value, in bytes per character.</summary>
    public const int MaxBytesPerChar = 3;

    /// <summary>Decodes to bytes, which need not be valid UTF-8. A percent sign without two hexadecimal digits stays unchanged.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Decode(ReadOnlySpan<char> encoded, Span<byte> destination)
    {
        int written = 0;
        while (!encoded.IsEmpty)
        {
            int taken = 1;
            switch (encoded[0])
            {
                case '+':
                    destination[written++] = (byte)' ';
                    break;

                case '%' when encoded.Length >= 3 && byte.TryParse(
                    encoded[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte b):
                    destination[written++] = b;
                    taken = 3;
                    break;

                case < (char)0x80:
                    destination[written++] = (byte)encoded[0];
                    break;

                default:
                    Rune.DecodeFromUtf16(encoded, out Rune rune, out taken);
                    written += rune.EncodeToUtf8(destination[written..]);
                    break;
            }

            encoded = encoded[taken..];
        }

        return written;
    }
}
