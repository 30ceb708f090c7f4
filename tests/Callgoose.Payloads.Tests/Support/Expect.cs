using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>What every row of a table must satisfy, in both ways to read the body.</summary>
internal static class Expect
{
    /// <summary>The body is accepted when skipped and when read in steps, and the reference reads the same values.</summary>
    public static void Accepted(ReadOnlyMemory<byte> body)
    {
        var scratch = new ScratchBuffer();
        Assert.Equal(default, PayloadReader.Check(body.Span, scratch));

        var dump = new Dump();
        Assert.Equal(default, PayloadDump.Read(body.Span, scratch, dump));

        var reference = new Dump();
        ReferenceDump.Read(body, reference);
        Assert.Equal(reference.ToString(), dump.ToString());
    }

    /// <summary>The body is refused for the same reason at the same byte when skipped and when read in steps.</summary>
    public static void Refused(ReadOnlyMemory<byte> body, PayloadErrorKind kind, int offset)
    {
        var expected = new PayloadError(kind, offset);
        var scratch = new ScratchBuffer();
        Assert.Equal(expected, PayloadReader.Check(body.Span, scratch));
        Assert.Equal(expected, PayloadDump.Read(body.Span, scratch, new Dump()));
        Assert.False(ReferenceJson.Accepts(body), "the reference accepts " + Encoding.UTF8.GetString(body.Span));
    }
}
