using System.Text;

namespace Callgoose.EndToEnd.Tests.BadInput.Grammar;

/// <summary>RFC 8259, section 8.1, and the limits of ProcessApi.md 3: how a body begins, its encoding and its depth.</summary>
internal static class DocumentCases
{
    public static IEnumerable<(string Name, byte[] Body)> Legal =>
    [
        ("nothing", []),
        ("a byte order mark and an object", Notation.Bytes("<EF><BB><BF>{}")),
        ("a byte order mark, blanks and a number", Notation.Bytes("<EF><BB><BF> \r\n1\n")),
        ("64 arrays", Text(new string('[', 64) + new string(']', 64))),
        ("64 objects", Text(Repeat("{\"a\":", 63) + "{}" + new string('}', 63))),
        ("32 arrays of objects", Text(Repeat("[{\"a\":", 32) + "1" + Repeat("}]", 32))),
        ("1,000 arrays in a row", Text("[" + string.Join(',', Enumerable.Repeat("[[[]]]", 1000)) + "]")),
        ("100,000 digits", Text(new string('1', 100_000))),
        ("100,000 digits after the point", Text("0." + new string('1', 100_000))),
        ("100,000 digits in the exponent", Text("1e" + new string('1', 100_000))),
        ("100,000 blanks", Text(new string(' ', 100_000) + "1")),
        ("100,000 blanks at the end", Text("1" + new string('\n', 100_000))),
        ("100,000 characters", Text('"' + new string('é', 100_000) + '"')),
        ("100,000 escapes", Text('"' + Repeat("\\n", 100_000) + '"')),
        ("10,000 surrogate pairs as escapes", Text('"' + Repeat("\\ud83d\\ude00", 10_000) + '"')),
    ];

    public static IEnumerable<(string Name, byte[] Body)> Illegal =>
    [
        ("a blank", Text(" ")),
        ("blanks", Text("\t\r\n ")),
        ("a byte order mark alone", Notation.Bytes("<EF><BB><BF>")),
        ("a byte order mark and blanks", Notation.Bytes("<EF><BB><BF>  ")),
        ("two byte order marks", Notation.Bytes("<EF><BB><BF><EF><BB><BF>{}")),
        ("a byte order mark after a blank", Notation.Bytes(" <EF><BB><BF>{}")),
        ("a byte order mark at the end", Notation.Bytes("{}<EF><BB><BF>")),
        ("two thirds of a byte order mark", Notation.Bytes("<EF><BB>{}")),
        ("a third of a byte order mark", Notation.Bytes("<EF>")),
        ("UTF-16 with its mark, little end first", Encoded(Encoding.Unicode, mark: true)),
        ("UTF-16 with its mark, big end first", Encoded(Encoding.BigEndianUnicode, mark: true)),
        ("UTF-16 without a mark, little end first", Encoded(Encoding.Unicode, mark: false)),
        ("UTF-16 without a mark, big end first", Encoded(Encoding.BigEndianUnicode, mark: false)),
        ("UTF-32 with its mark", Encoded(Encoding.UTF32, mark: true)),
        ("UTF-32 without a mark", Encoded(Encoding.UTF32, mark: false)),
        ("Latin-1", Encoded(Encoding.Latin1, mark: false)),
        ("UTF-7", "+AFsAXQ-"u8.ToArray()),
        ("two values and a comma", Text("true,false")),
        ("65 arrays", Text(new string('[', 65) + new string(']', 65))),
        ("65 objects", Text(Repeat("{\"a\":", 64) + "{}" + new string('}', 64))),
        ("500 arrays", Text(new string('[', 500) + new string(']', 500))),
        ("100,000 open brackets", Text(new string('[', 100_000))),
        ("50,000 open arrays of objects", Text(Repeat("[{\"\":", 50_000) + "\n")),
        ("100,000 open braces", Text(new string('{', 100_000))),
        ("100,000 closed brackets", Text(new string(']', 100_000))),
        ("100,000 quotes", Text(new string('"', 100_001))),
        ("100,000 backslashes", Text('"' + new string('\\', 100_001))),
        ("100,000 commas", Text("[" + new string(',', 100_000) + "]")),
        ("100,000 minus signs", Text(new string('-', 100_000))),
        ("100,000 NUL", new byte[100_000]),
        ("100,000 bytes of no meaning", [.. Enumerable.Repeat((byte)0xFF, 100_000)]),
    ];

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Encoded(Encoding encoding, bool mark) => [.. mark ? encoding.Preamble.ToArray() : [], .. encoding.GetBytes("[\"é\"]")];

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}
