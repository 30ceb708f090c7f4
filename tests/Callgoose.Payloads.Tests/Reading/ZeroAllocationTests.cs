using System.Buffers;

namespace Callgoose.Payloads.Tests;

/// <summary>Reading allocates nothing once every buffer has its size (benchmarks/README.md P1, P2, P5).</summary>
public class ZeroAllocationTests
{
    private readonly ScratchBuffer scratch = new();

    [Fact]
    public void The_guide_s_trigger_is_read_field_by_field_without_allocating()
    {
        int bytes = 0;

        Assert.Equal(0, Allocations.OfSteadyState(() => bytes = ReadFields(GuidePayloads.Trigger)));
        Assert.Equal(150, bytes);
    }

    [Fact]
    public void The_guide_s_resolve_is_read_field_by_field_without_allocating()
    {
        int bytes = 0;

        Assert.Equal(0, Allocations.OfSteadyState(() => bytes = ReadFields(GuidePayloads.Resolve)));
        Assert.Equal(172, bytes);
    }

    [Fact]
    public void Escaped_names_and_values_are_read_without_allocating()
    {
        int bytes = 0;

        Assert.Equal(0, Allocations.OfSteadyState(() => bytes = ReadFields(GuidePayloads.Escaped)));
        Assert.Equal(124, bytes);
    }

    [Fact]
    public void A_body_in_pieces_is_put_together_and_read_without_allocating()
    {
        ReadOnlySequence<byte> body = SegmentedBody.ByteByByte(GuidePayloads.Escaped.ToArray());
        int bytes = 0;

        Assert.Equal(0, Allocations.OfSteadyState(() => bytes = ReadFields(scratch.Contiguous(body))));
        Assert.Equal(124, bytes);
    }

    [Theory]
    [InlineData("""{"status":"Started","id":1,}""", PayloadErrorKind.ExpectedName)]
    [InlineData("""{"status":"Started" "id":1}""", PayloadErrorKind.ExpectedCommaOrObjectEnd)]
    [InlineData("""{"monitor":{"id":"\ud83d"}}""", PayloadErrorKind.LoneSurrogate)]
    [InlineData("""{"title":"<C3>"}""", PayloadErrorKind.InvalidUtf8)]
    [InlineData("""{"title":"Server Do""", PayloadErrorKind.UnexpectedEnd)]
    [InlineData("""{"\u0069d":01}""", PayloadErrorKind.InvalidNumber)]
    public void A_body_is_refused_without_allocating(string notation, PayloadErrorKind kind)
    {
        byte[] body = Notation.Bytes(notation);
        PayloadError error = default;

        Assert.Equal(0, Allocations.OfSteadyState(() => error = PayloadReader.Check(body, scratch)));
        Assert.Equal(kind, error.Kind);

        int bytes = 0;
        Assert.Equal(0, Allocations.OfSteadyState(() => bytes = ReadFields(body)));
        Assert.Equal(-1, bytes);
    }

    /// <summary>Reads the guide's fields as a generated reader does.</summary>
    /// <returns>The total number of bytes of their texts, or -1 if the body is refused.</returns>
    private int ReadFields(ReadOnlySpan<byte> body)
    {
        int bytes = 0;
        var reader = new PayloadReader(body, scratch);
        if (reader.PeekKind() == ValueKind.Object && reader.EnterObject())
        {
            for (bool more = reader.FirstName(out ReadOnlySpan<byte> name); more; more = reader.NextName(out name))
            {
                bool read = name.SequenceEqual("monitor"u8) ? ReadMonitor(ref reader, ref bytes) : ReadText(ref reader, ref bytes);
                if (!read)
                {
                    break;
                }
            }
        }

        bool accepted = reader.ReadEnd();
        scratch.Reset();
        return accepted ? bytes : -1;
    }

    private bool ReadMonitor(ref PayloadReader reader, ref int bytes)
    {
        reader.PeekKind();
        reader.EnterObject();
        for (bool more = reader.FirstName(out ReadOnlySpan<byte> name); more; more = reader.NextName(out name))
        {
            bool known = name.SequenceEqual("id"u8) || name.SequenceEqual("name"u8);
            if (!(known ? ReadText(ref reader, ref bytes) : reader.SkipValue()))
            {
                break;
            }
        }

        return reader.Error.IsNone;
    }

    private bool ReadText(ref PayloadReader reader, ref int bytes)
    {
        bool read = reader.ReadValue(out Utf8Value value);
        bytes += value.GetText(scratch).Length;
        return read;
    }
}
