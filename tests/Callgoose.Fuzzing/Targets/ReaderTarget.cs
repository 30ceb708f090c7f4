using System.Buffers;
using Callgoose.Payloads;
using Callgoose.Payloads.Tests;

namespace Callgoose.Fuzzing.Targets;

/// <summary>
/// The reader never throws. It accepts what System.Text.Json accepts, except for UTF-8 and surrogates, and reads the same values. The result is the
/// same whether it skips or steps, and however the body is cut.
/// </summary>
internal sealed class ReaderTarget
{
    private readonly ScratchBuffer scratch = new();
    private readonly Dump whole = new();
    private readonly Dump other = new();

    public void Check(ReadOnlySpan<byte> input)
    {
        byte[] body = input.ToArray();
        scratch.Reset();
        whole.Clear();
        PayloadError skipped = PayloadReader.Check(body, scratch);
        PayloadError read = PayloadDump.Read(body, scratch, whole);
        BrokenPromiseException.Unless(skipped == read, $"skipping says {skipped}, reading says {read}");
        BrokenPromiseException.Unless(read.IsNone == ReferenceJson.Accepts(body), $"the reader says {read}, the reference the contrary");
        if (read.IsNone)
        {
            other.Clear();
            ReferenceDump.Read(body, other);
            BrokenPromiseException.UnlessSame("values", other.ToString(), whole.ToString());
        }
        else
        {
            CheckReport(read, body);
        }

        // Two cuts whose places depend on the bytes, so that the fuzzer can move them.
        int first = body.Length == 0 ? 0 : body[0] * body.Length / 256;
        int second = first + (body.Length == 0 ? 0 : body[^1] * (body.Length - first) / 256);
        CheckCut(SegmentedBody.CutAt(body, first, second), read);
        if (body.Length < 64)
        {
            CheckCut(SegmentedBody.ByteByByte(body), read);
        }
    }

    private static void CheckReport(PayloadError error, byte[] body)
    {
        var report = PayloadErrorReport.Create(error, body);
        BrokenPromiseException.Unless(report.Offset >= 0 && report.Offset <= body.Length, $"{report} is outside the body");
        BrokenPromiseException.Unless(report.Line == body.AsSpan(0, report.Offset).Count((byte)'\n') + 1, $"{report} has the wrong line");
        BrokenPromiseException.Unless(report.Column >= 1 && report.Column <= report.Offset + 1, $"{report} has no such column");
    }

    private void CheckCut(in ReadOnlySequence<byte> cut, PayloadError expected)
    {
        scratch.Reset();
        other.Clear();
        PayloadError read = PayloadDump.Read(scratch.Contiguous(cut), scratch, other);
        BrokenPromiseException.Unless(read == expected, $"whole: {expected}, cut: {read}");
        BrokenPromiseException.UnlessSame("values of a cut body", whole.ToString(), other.ToString());
    }
}
