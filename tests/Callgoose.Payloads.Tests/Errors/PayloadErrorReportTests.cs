namespace Callgoose.Payloads.Tests;

/// <summary>What a sender is told about a refused body (ProcessApi.md 3).</summary>
public class PayloadErrorReportTests
{
    [Theory]
    [InlineData("{\n  \"a\": 1,\n}", 12, 3, 1)]
    [InlineData("{\r\n  \"a\": 1,\r\n  b: 2\r\n}", 16, 3, 3)]
    [InlineData("x", 0, 1, 1)]
    [InlineData("\n\n\nx", 3, 4, 1)]
    [InlineData("\r\r x", 3, 1, 4)]
    [InlineData("[\"é漢😀\" 1]", 13, 1, 8)]
    [InlineData("[\"é\",\n \"漢😀\", 1 2]", 21, 2, 10)]
    [InlineData("\uFEFFx", 3, 1, 1)]
    [InlineData("\uFEFF{\"é\" 1}", 9, 1, 6)]
    [InlineData("\uFEFF[\n\"\\x\"]", 6, 2, 2)]
    [InlineData("{\"a\":\"b", 7, 1, 8)]
    [InlineData("{\"a\":\n", 6, 2, 1)]
    [InlineData("", 0, 1, 1)]
    [InlineData("\uFEFF", 3, 1, 1)]
    [InlineData("[\n\"a<FF>\"]", 4, 2, 3)]
    [InlineData("[\"a<0A>b\"]", 3, 1, 4)]
    [InlineData("[\n\uFEFF<FF>]", 5, 2, 2)]
    public void Line_and_column_count_line_feeds_and_code_points(string notation, int offset, int line, int column)
    {
        PayloadErrorReport report = Report(notation);

        Assert.Equal((offset, line, column), (report.Offset, report.Line, report.Column));
    }

    [Theory]
    [InlineData("[<C3>]", "The byte 0xC3 is not valid UTF-8 here; send the body as UTF-8.")]
    [InlineData("{\"a\":", "The body ends in the middle of a JSON value; it may have been cut off.")]
    [InlineData("[ok]", "Expected a JSON value but found 'o'.")]
    [InlineData("[é]", "Expected a JSON value but found the character U+00E9.")]
    [InlineData("[<00>]", "Expected a JSON value but found the character U+0000.")]
    [InlineData("{a:1}", "Expected a name in double quotes or '}' but found 'a'.")]
    [InlineData("{'a':1}", "Expected a name in double quotes or '}' but found '''.")]
    [InlineData("{\"a\":1,}", "Expected a name in double quotes after the comma but found '}'; a trailing comma is not allowed.")]
    [InlineData("{\"a\"=1}", "Expected ':' after the name but found '='.")]
    [InlineData("{\"a\":1 \"b\":2}", "Expected ',' or '}' after the value but found '\"'.")]
    [InlineData("[1😀2]", "Expected ',' or ']' after the value but found the character U+1F600.")]
    [InlineData("\"a<09>b\"", "A string holds the character U+0009 unescaped; write it as an escape such as \\n or \\u0009.")]
    [InlineData("\"\\x\"", "A backslash in a string must be followed by one of \" \\ / b f n r t, or by u and four hexadecimal digits.")]
    [InlineData("\"\\ud800\"", "A \\u escape gives half of a surrogate pair; write both halves, the high one first.")]
    [InlineData("[01]", "Expected a digit but found '1'; a number has no leading zero or plus sign, and digits on both sides of its point.")]
    [InlineData("[nil]", "Expected true, false or null, in lower case.")]
    [InlineData("{} {}", "Expected the end of the body after the JSON value but found '{'.")]
    public void The_message_tells_what_was_expected(string notation, string message) =>
        Assert.Equal(message, Report(notation).Message);

    [Fact]
    public void The_message_for_deep_nesting_names_the_limit() =>
        Assert.Equal("Objects and arrays are nested deeper than 64 levels.", Report(new string('[', 65)).Message);

    [Fact]
    public void Every_kind_of_error_has_a_message()
    {
        foreach (PayloadErrorKind kind in Enum.GetValues<PayloadErrorKind>())
        {
            if (kind != PayloadErrorKind.None)
            {
                string message = PayloadErrorReport.Create(new PayloadError(kind, 0), "x"u8).Message;
                Assert.EndsWith(".", message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void There_is_no_report_without_an_error() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PayloadErrorReport.Create(default, "1"u8));

    private static PayloadErrorReport Report(string notation)
    {
        byte[] body = Notation.Bytes(notation);
        PayloadError error = PayloadReader.Check(body, new ScratchBuffer());
        Assert.False(error.IsNone);
        return PayloadErrorReport.Create(error, body);
    }
}
