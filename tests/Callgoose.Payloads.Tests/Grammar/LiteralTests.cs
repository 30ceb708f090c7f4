namespace Callgoose.Payloads.Tests;

/// <summary>RFC 8259, section 3.</summary>
public class LiteralTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("null")]
    public void The_three_literals_are_accepted_wherever_a_value_may_stand(string literal)
    {
        Expect.Accepted(Notation.Bytes(literal));
        Expect.Accepted(Notation.Bytes($"\t{literal}\r\n"));
        Expect.Accepted(Notation.Bytes($"[{literal},{literal}]"));
        Expect.Accepted(Notation.Bytes($$"""{"{{literal}}":{{literal}}}"""));
    }

    [Theory]
    [InlineData("True", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("TRUE", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("tRUE", PayloadErrorKind.InvalidLiteral, 0)]
    [InlineData("FALSE", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("fAlse", PayloadErrorKind.InvalidLiteral, 0)]
    [InlineData("Null", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("nil", PayloadErrorKind.InvalidLiteral, 0)]
    [InlineData("None", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("nan", PayloadErrorKind.InvalidLiteral, 0)]
    [InlineData("undefined", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("yes", PayloadErrorKind.ExpectedValue, 0)]
    [InlineData("tr ue", PayloadErrorKind.InvalidLiteral, 0)]
    [InlineData("nul<00>", PayloadErrorKind.InvalidLiteral, 0)]
    [InlineData("truth", PayloadErrorKind.InvalidLiteral, 0)]
    [InlineData("truee", PayloadErrorKind.TrailingBytes, 4)]
    [InlineData("true1", PayloadErrorKind.TrailingBytes, 4)]
    [InlineData("nullnull", PayloadErrorKind.TrailingBytes, 4)]
    [InlineData("true<00>", PayloadErrorKind.TrailingBytes, 4)]
    [InlineData("[nul]", PayloadErrorKind.InvalidLiteral, 1)]
    [InlineData("[true false]", PayloadErrorKind.ExpectedCommaOrArrayEnd, 6)]
    [InlineData("[truefalse]", PayloadErrorKind.ExpectedCommaOrArrayEnd, 5)]
    [InlineData("""{"a":flase}""", PayloadErrorKind.InvalidLiteral, 5)]
    [InlineData("""{"a":truex}""", PayloadErrorKind.ExpectedCommaOrObjectEnd, 9)]
    [InlineData("""{true:1}""", PayloadErrorKind.ExpectedNameOrEnd, 1)]
    public void Any_other_word_is_refused(string notation, PayloadErrorKind kind, int offset) =>
        Expect.Refused(Notation.Bytes(notation), kind, offset);

    [Theory]
    [InlineData("t")]
    [InlineData("tru")]
    [InlineData("fals")]
    [InlineData("n")]
    [InlineData("nul")]
    [InlineData("[f")]
    [InlineData("""{"a":nu""")]
    public void A_literal_that_the_end_of_the_body_cuts_off_is_refused_there(string notation) =>
        Expect.Refused(Notation.Bytes(notation), PayloadErrorKind.UnexpectedEnd, notation.Length);
}
