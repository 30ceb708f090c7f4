using System.Buffers;
using System.Globalization;
using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>What a reader reported for a body, step by step, so that two readers can be compared.</summary>
internal sealed class Dump
{
    private readonly ArrayBufferWriter<byte> lines = new();

    public ReadOnlySpan<byte> Written => lines.WrittenSpan;

    public void Clear() => lines.ResetWrittenCount();

    /// <summary>Adds a line. The length comes before the text, so that no text can look like another line.</summary>
    public void Add(char tag, ReadOnlySpan<byte> text)
    {
        Span<byte> line = lines.GetSpan(text.Length + 16);
        line[0] = (byte)tag;
        text.Length.TryFormat(line[1..], out int digits, default, CultureInfo.InvariantCulture);
        line[1 + digits] = (byte)' ';
        text.CopyTo(line[(2 + digits)..]);
        line[2 + digits + text.Length] = (byte)'\n';
        lines.Advance(3 + digits + text.Length);
    }

    public override string ToString() => Encoding.UTF8.GetString(lines.WrittenSpan);
}
