namespace Callgoose.Payloads.Tests;

/// <summary>RFC 3629: the well-formed sequences, and every way to break them.</summary>
public class Utf8Tests
{
    [Theory]
    [InlineData("<7F>")]
    [InlineData("<C2><80>")]
    [InlineData("<DF><BF>")]
    [InlineData("<E0><A0><80>")]
    [InlineData("<EC><BF><BF>")]
    [InlineData("<ED><9F><BF>")]
    [InlineData("<EE><80><80>")]
    [InlineData("<EF><BF><BF>")]
    [InlineData("<F0><90><80><80>")]
    [InlineData("<F3><BF><BF><BF>")]
    [InlineData("<F4><8F><BF><BF>")]
    public void The_first_and_last_of_each_length_are_accepted(string sequence)
    {
        Expect.Accepted(Notation.Bytes($"\"{sequence}\""));
        Expect.Accepted(Notation.Bytes($"{{\"{sequence}\":\"a{sequence}b\"}}"));
    }

    [Theory]
    [InlineData("<80>")]
    [InlineData("<BF>")]
    [InlineData("<C0><80>")]
    [InlineData("<C0><AF>")]
    [InlineData("<C1><BF>")]
    [InlineData("<E0><80><80>")]
    [InlineData("<E0><9F><BF>")]
    [InlineData("<F0><80><80><80>")]
    [InlineData("<F0><8F><BF><BF>")]
    [InlineData("<ED><A0><80>")]
    [InlineData("<ED><BF><BF>")]
    [InlineData("<ED><A0><BD><ED><B8><80>")]
    [InlineData("<F4><90><80><80>")]
    [InlineData("<F5><80><80><80>")]
    [InlineData("<F8><88><80><80><80>")]
    [InlineData("<FC><84><80><80><80><80>")]
    [InlineData("<FE>")]
    [InlineData("<FF>")]
    [InlineData("<C2>")]
    [InlineData("<C2>a")]
    [InlineData("<E2><82>")]
    [InlineData("<E2><82>a")]
    [InlineData("<E2>a<82>")]
    [InlineData("<F0><9F><98>")]
    [InlineData("<F0><9F>")]
    [InlineData("<C3><C3><A9>")]
    [InlineData("<E9>t<E9>")]
    public void Anything_else_is_refused_at_the_first_byte_of_the_sequence_wherever_it_stands(string sequence)
    {
        Expect.Refused(Notation.Bytes($"\"{sequence}\""), PayloadErrorKind.InvalidUtf8, 1);
        Expect.Refused(Notation.Bytes($"\"é😀{sequence}"), PayloadErrorKind.InvalidUtf8, 7);
        Expect.Refused(Notation.Bytes($"{{\"{sequence}\":1}}"), PayloadErrorKind.InvalidUtf8, 2);
        Expect.Refused(Notation.Bytes($"[1] {sequence}"), PayloadErrorKind.InvalidUtf8, 4);
        Expect.Refused(Notation.Bytes($"<EF><BB><BF>\"{sequence}\""), PayloadErrorKind.InvalidUtf8, 4);
        Expect.Refused(Notation.Bytes($"\"{new string('a', 300)}{sequence}\""), PayloadErrorKind.InvalidUtf8, 301);
    }

    [Fact]
    public void Bytes_that_are_no_utf_8_are_told_before_anything_else_that_is_wrong() =>
        Expect.Refused(Notation.Bytes("not json <FF>"), PayloadErrorKind.InvalidUtf8, 9);

    [Fact]
    public void The_check_alone_finds_nothing_in_valid_text_and_the_first_byte_of_the_rest()
    {
        Assert.True(Utf8Check.FirstError("é漢😀"u8).IsNone);
        Assert.True(Utf8Check.FirstError(default).IsNone);
        Assert.Equal(new PayloadError(PayloadErrorKind.InvalidUtf8, 2), Utf8Check.FirstError(Notation.Bytes("é<C0><80>")));
    }
}
