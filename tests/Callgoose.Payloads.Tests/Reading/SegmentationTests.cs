using System.Buffers;
using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>A body reads the same however it is cut (tests/README.md R6).</summary>
public class SegmentationTests
{
    [Theory]
    [MemberData(nameof(GuidePayloads.All), MemberType = typeof(GuidePayloads))]
    public void A_body_reads_the_same_whole_cut_at_every_offset_and_byte_by_byte(string text)
    {
        byte[] body = Encoding.UTF8.GetBytes(text);
        string whole = Read(new ReadOnlySequence<byte>(body));
        Assert.EndsWith("None", whole, StringComparison.Ordinal);

        for (int offset = 0; offset <= body.Length; offset++)
        {
            Assert.Equal(whole, Read(SegmentedBody.CutAt(body, offset)));
            Assert.Equal(whole, Read(SegmentedBody.CutAt(body, offset, offset)));
        }

        Assert.Equal(whole, Read(SegmentedBody.ByteByByte(body)));
    }

    [Theory]
    [InlineData("""{"status":"Started",}""")]
    [InlineData("""{"status":"\ud83d"}""")]
    [InlineData("""{"status":"<C3>"}""")]
    [InlineData("""{"status":"Sta""")]
    [InlineData("""[1,2,3] x""")]
    [InlineData("")]
    public void A_body_is_refused_for_the_same_reason_however_it_is_cut(string notation)
    {
        byte[] body = Notation.Bytes(notation);
        string whole = Read(new ReadOnlySequence<byte>(body));
        Assert.DoesNotContain("None", whole, StringComparison.Ordinal);

        for (int offset = 0; offset <= body.Length; offset++)
        {
            Assert.Equal(whole, Read(SegmentedBody.CutAt(body, offset)));
        }

        Assert.Equal(whole, Read(SegmentedBody.ByteByByte(body)));
    }

    [Fact]
    public void A_body_in_one_piece_is_not_copied()
    {
        byte[] body = [.. GuidePayloads.Trigger];

        ReadOnlySpan<byte> contiguous = new ScratchBuffer().Contiguous(new ReadOnlySequence<byte>(body, 2, 100));

        Assert.True(contiguous == body.AsSpan(2, 100));
    }

    private static string Read(in ReadOnlySequence<byte> body)
    {
        var scratch = new ScratchBuffer();
        var dump = new Dump();
        PayloadError error = PayloadDump.Read(scratch.Contiguous(body), scratch, dump);
        return $"{dump} {error.Offset} {error.Kind}";
    }
}
