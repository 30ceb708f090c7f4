namespace Callgoose.Payloads.Tests;

/// <summary>RFC 8259, section 7.</summary>
public class StringTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("plain")]
    [InlineData("{}[]:,'/<!--#")]
    [InlineData("<7F>")]
    [InlineData("é ü ß ¿")]
    [InlineData("漢字かな")]
    [InlineData("😀 and 𝄞")]
    [InlineData("\u2028\u2029\uFEFF\uFFFD\uFFFE\uFFFF")]
    [InlineData("<F4><8F><BF><BF>")]
    [InlineData("""\" \\ \/ \b \f \n \r \t""")]
    [InlineData("""\\\\""")]
    [InlineData("\\\\\\\"")]
    [InlineData("""\\u0041""")]
    [InlineData("""\u0000""")]
    [InlineData("""\u001F\u007f\u0080""")]
    [InlineData("""\u0041\u00e9\u6F22""")]
    [InlineData("""\uFFFF\ufffe\uFdD0""")]
    [InlineData("""\ud7ff\ue000""")]
    [InlineData("""\ud800\udc00""")]
    [InlineData("""\uD83D\uDE00\uD834\uDD1E""")]
    [InlineData("""\udbff\udfff""")]
    [InlineData("""a\ud83d\ude00b\u0063😀\n""")]
    [InlineData("""\u00222""")]
    public void A_string_of_the_grammar_is_accepted_and_unescaped(string inside)
    {
        Expect.Accepted(Notation.Bytes($"\"{inside}\""));
        Expect.Accepted(Notation.Bytes($"[ \"{inside}\" , \"{inside}\" ]"));
        Expect.Accepted(Notation.Bytes($"{{\"{inside}\" : \"{inside}\"}}"));
    }

    [Theory]
    [InlineData("""\a""", 1)]
    [InlineData("""\v""", 1)]
    [InlineData("""\0""", 1)]
    [InlineData("""\x41""", 1)]
    [InlineData("""\'""", 1)]
    [InlineData("""\U0041""", 1)]
    [InlineData("""\N""", 1)]
    [InlineData("""ab\ c""", 3)]
    [InlineData("\\\n", 1)]
    [InlineData("""\<00>""", 1)]
    [InlineData("""\😀""", 1)]
    [InlineData("""\u""", 1)]
    [InlineData("""\u12""", 1)]
    [InlineData("""\u123""", 1)]
    [InlineData("""\u123g""", 1)]
    [InlineData("""\u 123""", 1)]
    [InlineData("""\u+123""", 1)]
    [InlineData("""\u-123""", 1)]
    [InlineData("""\u0x41""", 1)]
    [InlineData("""\u12 4""", 1)]
    [InlineData("""\u123 """, 1)]
    [InlineData("""\u{41}""", 1)]
    [InlineData("""\u00é""", 1)]
    [InlineData("""\u1<00><00><00>""", 1)]
    [InlineData("""\u12<00><00>""", 1)]
    [InlineData("""\u123<00>""", 1)]
    [InlineData("""\u<00>123""", 1)]
    [InlineData("""\u<EF><BC><91>123""", 1)]
    [InlineData("""\\\u12x4""", 3)]
    public void An_escape_that_is_none_is_refused_at_its_backslash(string inside, int offset)
    {
        Expect.Refused(Notation.Bytes($"\"{inside}     \""), PayloadErrorKind.InvalidEscape, offset);
        Expect.Refused(Notation.Bytes($"\"{inside}\"     "), PayloadErrorKind.InvalidEscape, offset);
        Expect.Refused(Notation.Bytes($"{{\"{inside}\":1}}"), PayloadErrorKind.InvalidEscape, offset + 1);
    }

    [Theory]
    [InlineData("""\ud800""", 1)]
    [InlineData("""\udbff""", 1)]
    [InlineData("""\udc00""", 1)]
    [InlineData("""\uDFFF""", 1)]
    [InlineData("""abc\ud83d def""", 4)]
    [InlineData("""\ud83d\n""", 1)]
    [InlineData("""\ud83d\\ude00""", 1)]
    [InlineData("""\ud83d\ud83d\ude00""", 1)]
    [InlineData("""\ude00\ud83d""", 1)]
    [InlineData("""\ud83d\u0041""", 1)]
    [InlineData("""\ud83d\udbff""", 1)]
    [InlineData("""\ud83d\ue000""", 1)]
    [InlineData("""\ud83d\ude0g""", 1)]
    [InlineData("""\ud83d\ude<00><00>""", 1)]
    [InlineData("""\ud83d😀""", 1)]
    [InlineData("""\ud83d\ude00\ude00""", 13)]
    public void Half_of_a_surrogate_pair_is_refused_at_its_backslash(string inside, int offset)
    {
        Expect.Refused(Notation.Bytes($"\"{inside}            \""), PayloadErrorKind.LoneSurrogate, offset);
        Expect.Refused(Notation.Bytes($"\"{inside}\"           "), PayloadErrorKind.LoneSurrogate, offset);
        Expect.Refused(Notation.Bytes($"{{\"{inside}\":1}}      "), PayloadErrorKind.LoneSurrogate, offset + 1);
    }

    [Fact]
    public void Every_control_character_is_refused_unless_it_is_escaped()
    {
        for (int b = 0; b < 0x20; b++)
        {
            Expect.Refused(Notation.Bytes($"\"ab<{b:X2}>c\""), PayloadErrorKind.ControlCharacter, 3);
            Expect.Refused(Notation.Bytes($"{{\"k<{b:X2}>\":1}}"), PayloadErrorKind.ControlCharacter, 3);
            Expect.Refused(Notation.Bytes($"\"\\n<{b:X2}>"), PayloadErrorKind.ControlCharacter, 3);
            Expect.Accepted(Notation.Bytes($"\"ab\\u{b:x4}c\""));
        }
    }

    [Theory]
    [InlineData("'a'", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("['a']", PayloadErrorKind.ExpectedValue, 1)]
    [InlineData("{'a':1}", PayloadErrorKind.ExpectedNameOrEnd, 1)]
    [InlineData("`a`", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("\u201Ca\u201D", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("abc", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("\\\"a\\\"", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("\"a\"b\"", PayloadErrorKind.TrailingBytes, 3)]
    [InlineData("\"a\"\"b\"", PayloadErrorKind.TrailingBytes, 3)]
    [InlineData("[\"a\"\"b\"]", PayloadErrorKind.ExpectedCommaOrArrayEnd, 4)]
    [InlineData("\"\"\"a\"\"\"", PayloadErrorKind.TrailingBytes, 2)]
    public void Only_double_quotes_make_a_string(string notation, PayloadErrorKind kind, int offset) =>
        Expect.Refused(Notation.Bytes(notation), kind, offset);

    [Theory]
    [InlineData("\"")]
    [InlineData("\"abc")]
    [InlineData("\"abc\\\"")]
    [InlineData("\"\\")]
    [InlineData("\"\\\\\\")]
    [InlineData("\"\\u")]
    [InlineData("\"\\u0")]
    [InlineData("\"\\u004")]
    [InlineData("\"\\u0041")]
    [InlineData("\"\\ud83d")]
    [InlineData("\"\\ud83d\\")]
    [InlineData("\"\\ud83d\\u")]
    [InlineData("\"\\ud83d\\ude0")]
    [InlineData("\"\\ud83d\\ude00")]
    [InlineData("[\"a\",\"")]
    [InlineData("{\"a")]
    [InlineData("{\"\\u00")]
    public void A_string_that_the_end_of_the_body_cuts_off_is_refused_there(string notation) =>
        Expect.Refused(Notation.Bytes(notation), PayloadErrorKind.UnexpectedEnd, notation.Length);
}
