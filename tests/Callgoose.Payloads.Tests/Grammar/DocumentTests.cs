namespace Callgoose.Payloads.Tests;

/// <summary>RFC 8259, sections 2 and 8.1, and the limits of ProcessApi.md 3.</summary>
public class DocumentTests
{
    [Theory]
    [InlineData("\"text\"")]
    [InlineData("\"\"")]
    [InlineData("-1.5e3")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void A_root_may_be_of_any_kind(string notation)
    {
        Expect.Accepted(Notation.Bytes(notation));
        Expect.Accepted(Notation.Bytes("<EF><BB><BF>" + notation));
        Expect.Accepted(Notation.Bytes("<EF><BB><BF> \r\n" + notation + "\n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\r\n\t ")]
    [InlineData("<EF><BB><BF>")]
    [InlineData("<EF><BB><BF>  ")]
    public void A_body_without_a_value_is_refused_at_its_end(string notation)
    {
        byte[] body = Notation.Bytes(notation);

        Expect.Refused(body, PayloadErrorKind.UnexpectedEnd, body.Length);
    }

    [Theory]
    [InlineData("<EF><BB><BF><EF><BB><BF>1", PayloadErrorKind.ExpectedValue, 3)]
    [InlineData(" <EF><BB><BF>1", PayloadErrorKind.ExpectedValue, 1)]
    [InlineData("1<EF><BB><BF>", PayloadErrorKind.TrailingBytes, 1)]
    [InlineData("[<EF><BB><BF>]", PayloadErrorKind.ExpectedValue, 1)]
    [InlineData("<EF><BB>1", PayloadErrorKind.InvalidUtf8, 0)]
    [InlineData("<EF><BB>", PayloadErrorKind.InvalidUtf8, 0)]
    [InlineData("<FE><FF><00>1", PayloadErrorKind.InvalidUtf8, 0)]
    [InlineData("<FF><FE>1<00>", PayloadErrorKind.InvalidUtf8, 0)]
    [InlineData("1<00>", PayloadErrorKind.TrailingBytes, 1)]
    [InlineData("{<00>\"<00>a<00>\"<00>:<00>1<00>}<00>", PayloadErrorKind.ExpectedNameOrEnd, 1)]
    public void A_byte_order_mark_is_skipped_only_once_and_only_in_utf_8(string notation, PayloadErrorKind kind, int offset) =>
        Expect.Refused(Notation.Bytes(notation), kind, offset);

    [Theory]
    [InlineData("{}x", 2)]
    [InlineData("{}{}", 2)]
    [InlineData("{} []", 3)]
    [InlineData("[]\n\n1", 4)]
    [InlineData("1,", 1)]
    [InlineData("null \"a\"", 5)]
    [InlineData("\"a\" :1", 4)]
    [InlineData("{}<00>", 2)]
    [InlineData("{}\n<00><00><00>", 3)]
    [InlineData("{}<1A>", 2)]
    [InlineData("[]é", 2)]
    public void Bytes_behind_the_value_are_refused(string notation, int offset) =>
        Expect.Refused(Notation.Bytes(notation), PayloadErrorKind.TrailingBytes, offset);

    [Theory]
    [InlineData("<00>", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("<00><00><00><00>", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("[<00>]", PayloadErrorKind.ExpectedValue, 1)]
    [InlineData("{<00>}", PayloadErrorKind.ExpectedNameOrEnd, 1)]
    [InlineData("\"<00>\"", PayloadErrorKind.ControlCharacter, 1)]
    [InlineData("{\"a\"<00>:1}", PayloadErrorKind.ExpectedColon, 4)]
    public void A_nul_byte_is_refused_wherever_it_stands(string notation, PayloadErrorKind kind, int offset) =>
        Expect.Refused(Notation.Bytes(notation), kind, offset);

    [Theory]
    [InlineData("<xml/>")]
    [InlineData("<!DOCTYPE html>")]
    [InlineData("source=betterstack&status=Started")]
    [InlineData("--- yaml: 1")]
    public void Another_format_is_refused_at_its_first_bytes(string notation)
    {
        PayloadError error = PayloadReader.Check(Notation.Bytes(notation), new ScratchBuffer());

        Assert.InRange(error.Offset, 0, 1);
        Assert.Contains(error.Kind, new[] { PayloadErrorKind.ExpectedValue, PayloadErrorKind.InvalidNumber });
    }

    [Theory]
    [InlineData("[", "]", "")]
    [InlineData("[", "]", "1")]
    [InlineData("[ ", " ]", "\"a\"")]
    [InlineData("""{"a":""", "}", "1")]
    [InlineData("""{"a":""", "}", "{}")]
    public void Sixty_four_levels_are_accepted_and_one_more_is_refused(string open, string close, string inside)
    {
        int own = inside == "{}" ? 1 : 0;
        int deepest = PayloadReader.MaxDepth - own;
        Expect.Accepted(Nested(deepest));
        Expect.Refused(Nested(deepest + 1), PayloadErrorKind.TooDeep, PayloadReader.MaxDepth * open.Length);

        byte[] Nested(int depth) =>
            Notation.Bytes(string.Concat(Enumerable.Repeat(open, depth)) + inside + string.Concat(Enumerable.Repeat(close, depth)));
    }

    [Fact]
    public void Levels_that_were_left_do_not_count()
    {
        string deep = new string('[', 63) + new string(']', 63);

        Expect.Accepted(Notation.Bytes($"[{deep},{deep},{{}},{deep}]"));
        Expect.Refused(Notation.Bytes($"[{deep},[{deep}]]"), PayloadErrorKind.TooDeep, 1 + deep.Length + 1 + 63);
    }
}
