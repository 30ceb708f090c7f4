using System.Runtime.CompilerServices;
using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>Reads bodies through one cache of layouts, and checks each time that the general reader agrees.</summary>
internal sealed class LayoutReading(params string[] names)
{
    private readonly byte[][] utf8Names = [.. names.Select(Encoding.UTF8.GetBytes)];
    private readonly ScratchBuffer scratch = new();
    private readonly ValueLocation[] slots = new ValueLocation[names.Length];
    private readonly ValueLocation[] expected = new ValueLocation[names.Length];
    private readonly StrongBox<int> reads = new();

    /// <summary>The cache under test.</summary>
    public LayoutCache Layouts { get; } = new();

    /// <summary>Whether the last body was read by its layout.</summary>
    public bool ByLayout { get; private set; }

    /// <summary>Reads a body.</summary>
    /// <returns>Whether it was accepted.</returns>
    public bool Read(ReadOnlySpan<byte> body)
    {
        PayloadError error = ReadAlone(body);
        Array.Clear(expected);
        PayloadError expectedError = new FlatPayload(utf8Names, expected, new StrongBox<int>()).Read(body, scratch);
        if (error != expectedError)
        {
            Assert.Fail($"{Encoding.UTF8.GetString(body)}: {error} instead of {expectedError}");
        }

        if (error.IsNone && !slots.AsSpan().SequenceEqual(expected))
        {
            Assert.Fail($"{Encoding.UTF8.GetString(body)}: {string.Join(", ", slots)} instead of {string.Join(", ", expected)}");
        }

        return error.IsNone;
    }

    /// <summary>As <see cref="Read(ReadOnlySpan{byte})"/>.</summary>
    public bool Read(string body) => Read(Encoding.UTF8.GetBytes(body));

    /// <summary>Reads a body without the comparison.</summary>
    public PayloadError ReadAlone(ReadOnlySpan<byte> body)
    {
        scratch.Reset();
        Array.Clear(slots);
        int before = reads.Value;
        var payload = new FlatPayload(utf8Names, slots, reads);
        PayloadError error = Layouts.Read(body, scratch, ref payload);
        ByLayout = reads.Value == before;
        return error;
    }
}
