using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Callgoose.Payloads.Tests;

/// <summary>
/// Which bodies must be accepted, decided with System.Text.Json plus the checks that it lacks: UTF-8 inside strings, the byte order mark, and paired
/// surrogate escapes.
/// </summary>
internal static class ReferenceJson
{
    public static bool Accepts(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
        {
            return false;
        }

        var reader = new Utf8JsonReader(WithoutMark(body).Span, new JsonReaderOptions { MaxDepth = PayloadReader.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                    && reader.ValueIsEscaped
                    && !HasPairedSurrogates(reader.ValueSpan))
                {
                    return false;
                }
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return true;
    }

    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(PayloadReader.ByteOrderMark) ? body[PayloadReader.ByteOrderMark.Length..] : body;

    /// <summary>Decodes the code units of a string as UTF-16 and looks for unpaired surrogates.</summary>
    private static bool HasPairedSurrogates(ReadOnlySpan<byte> escaped)
    {
        var units = new StringBuilder();
        for (int i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                // Any other character separates two escapes and ends a pair.
                units.Append('x');
            }
            else if (escaped[++i] == 'u')
            {
                units.Append((char)ushort.Parse(escaped.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                units.Append('x');
            }
        }

        string text = units.ToString();
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
