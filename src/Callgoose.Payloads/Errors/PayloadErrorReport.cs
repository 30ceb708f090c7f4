using System.Globalization;
using System.Text;

namespace Callgoose.Payloads;

/// <summary>A <see cref="PayloadError"/> for people. Created only for a refused body, so it may allocate.</summary>
/// <param name="Message">What is wrong and what was expected instead, as one sentence.</param>
/// <param name="Offset">The offset of the wrong byte, from 0.</param>
/// <param name="Line">The line, from 1; lines end at LF.</param>
/// <param name="Column">The column, from 1, counted in code points.</param>
public sealed record PayloadErrorReport(string Message, int Offset, int Line, int Column)
{
    /// <summary>Finds the line and the column of an error, and describes it.</summary>
    /// <param name="error">The error that a reader reported for <paramref name="body"/>.</param>
    /// <param name="body">The whole body, as received.</param>
    public static PayloadErrorReport Create(PayloadError error, ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> before = body[..error.Offset];
        ReadOnlySpan<byte> line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        if (before.Length == line.Length && line.StartsWith(PayloadReader.ByteOrderMark))
        {
            line = line[PayloadReader.ByteOrderMark.Length..];
        }

        return new PayloadErrorReport(
            Describe(error.Kind, body[error.Offset..]), error.Offset, before.Count((byte)'\n') + 1, CodePoints(line) + 1);
    }

    private static int CodePoints(ReadOnlySpan<byte> utf8)
    {
        int count = 0;
        foreach (byte b in utf8)
        {
            count += (b & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }

    private static string Describe(PayloadErrorKind kind, ReadOnlySpan<byte> at) => kind switch
    {
        PayloadErrorKind.InvalidUtf8 => $"The byte 0x{at[0]:X2} is not valid UTF-8 here; send the body as UTF-8.",
        PayloadErrorKind.UnexpectedEnd => "The body ends in the middle of a JSON value; it may have been cut off.",
        PayloadErrorKind.ExpectedValue => $"Expected a JSON value but found {Found(at)}.",
        PayloadErrorKind.ExpectedNameOrEnd => $"Expected a name in double quotes or '}}' but found {Found(at)}.",
        PayloadErrorKind.ExpectedName =>
            $"Expected a name in double quotes after the comma but found {Found(at)}; a trailing comma is not allowed.",
        PayloadErrorKind.ExpectedColon => $"Expected ':' after the name but found {Found(at)}.",
        PayloadErrorKind.ExpectedCommaOrObjectEnd => $"Expected ',' or '}}' after the value but found {Found(at)}.",
        PayloadErrorKind.ExpectedCommaOrArrayEnd => $"Expected ',' or ']' after the value but found {Found(at)}.",
        PayloadErrorKind.ControlCharacter => $"A string holds {Found(at)} unescaped; write it as an escape such as \\n or \\u{at[0]:x4}.",
        PayloadErrorKind.InvalidEscape =>
            "A backslash in a string must be followed by one of \" \\ / b f n r t, or by u and four hexadecimal digits.",
        PayloadErrorKind.LoneSurrogate => "A \\u escape gives half of a surrogate pair; write both halves, the high one first.",
        PayloadErrorKind.InvalidNumber =>
            $"Expected a digit but found {Found(at)}; a number has no leading zero or plus sign, and digits on both sides of its point.",
        PayloadErrorKind.InvalidLiteral => "Expected true, false or null, in lower case.",
        PayloadErrorKind.TooDeep =>
            string.Create(CultureInfo.InvariantCulture, $"Objects and arrays are nested deeper than {PayloadReader.MaxDepth} levels."),
        PayloadErrorKind.TrailingBytes => $"Expected the end of the body after the JSON value but found {Found(at)}.",
        PayloadErrorKind.TooManyElements =>
            string.Create(CultureInfo.InvariantCulture, $"A list has more than {ElementCursor.MaxElements} elements; send them in several calls."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "there is no error to report"),
    };

    private static string Found(ReadOnlySpan<byte> at)
    {
        if (at.IsEmpty)
        {
            return "the end of the body";
        }

        Rune.DecodeFromUtf8(at, out Rune rune, out _);
        return Rune.IsControl(rune) || rune.Value > 0x7E ? $"the character U+{rune.Value:X4}" : $"'{rune}'";
    }
}
