using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Callgoose.Payloads;

/// <summary>
/// Reads the bodies of one integration: with a known layout, or else with the general reader, from whose result it learns further layouts.
/// The result is that of the general reader for every body.
/// </summary>
/// <remarks>
/// <para>
/// May be used from any thread. The set of layouts is immutable and replaced as a whole; a thread that loses a race to replace it has only
/// wasted its work.
/// </para>
/// <para>
/// Limits protect against senders whose bodies never have the same form: at most <see cref="MaxLayouts"/> layouts are kept, each of at most
/// <see cref="MaxLiteralBytes"/> bytes and <see cref="MaxValues"/> values. While there is room, every unknown body is learned. After that,
/// each attempt doubles the number of unknown bodies until the next attempt, up to <see cref="MaxGap"/>. After <see cref="MaxMisses"/>
/// unknown bodies in a row, only one in <see cref="Stride"/> is compared with the layouts, until one matches: the comparison takes a sixth
/// of the time of such a body.
/// </para>
/// </remarks>
public sealed class LayoutCache
{
    /// <summary>The maximum number of layouts.</summary>
    public const int MaxLayouts = 8;

    /// <summary>The maximum number of bytes outside the values of a body; the general reader reads other bodies.</summary>
    public const int MaxLiteralBytes = 4096;

    /// <summary>The maximum number of values of a body; the general reader reads other bodies.</summary>
    public const int MaxValues = 128;

    /// <summary>The maximum number of unknown bodies between two attempts to learn.</summary>
    public const int MaxGap = 1 << 20;

    /// <summary>The number of unknown bodies in a row that are all compared with the layouts.</summary>
    public const int MaxMisses = 64;

    /// <summary>After <see cref="MaxMisses"/>, one in this number of bodies is compared.</summary>
    public const int Stride = 16;

    private LayoutSet known = LayoutSet.Empty;
    private int untilAttempt = 1;
    private int gap = 1;
    private int misses;
    private int passed;

    /// <summary>The number of known layouts.</summary>
    public int Count => known.Layouts.Length;

    /// <summary>The memory that the known layouts take, in bytes.</summary>
    public int Bytes => known.Layouts.Sum(static layout => layout.Bytes);

    /// <summary>Learns the layout of a tool's own template, if the template is JSON.</summary>
    /// <param name="template">The template as text, with variables inside its strings.</param>
    /// <param name="payload">A payload with empty slots; ignore it afterwards.</param>
    public void LearnTemplate<T>(string template, T payload)
        where T : struct, IPayload, allows ref struct
    {
        byte[] body = Encoding.UTF8.GetBytes(template);
        if (payload.Read(body, new ScratchBuffer()).IsNone)
        {
            Learn(body, ref payload);
        }
    }

    /// <summary>Fills the slots of a payload, which must be empty before.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="scratch">A buffer for the results.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>What is wrong with the body; then ignore the slots.</returns>
    public PayloadError Read<T>(ReadOnlySpan<byte> body, ScratchBuffer scratch, ref T payload)
        where T : struct, IPayload, allows ref struct
    {
        // Lost updates of these counters by other threads do no harm.
        if (misses >= MaxMisses && ++passed < Stride)
        {
            return ReadUnknown(body, scratch, ref payload);
        }

        passed = 0;

        LayoutSet layouts = known;
        Span<ValueLocation> values = MemoryMarshal.Cast<byte, ValueLocation>(
            scratch.Take(layouts.ValueCount * Unsafe.SizeOf<ValueLocation>()));
        if (layouts.Find(body, values) is not Layout layout)
        {
            if (misses < MaxMisses)
            {
                misses++;
            }

            return ReadUnknown(body, scratch, ref payload);
        }

        if (misses != 0)
        {
            misses = 0;
        }

        foreach ((int slot, int value) in layout.Scalars)
        {
            payload.Place(slot, in values[value], body);
        }

        foreach (ContainerSlot container in layout.Containers)
        {
            payload.Place(container.Slot, container.Locate(values), body);
        }

        return default;
    }

    private PayloadError ReadUnknown<T>(ReadOnlySpan<byte> body, ScratchBuffer scratch, ref T payload)
        where T : struct, IPayload, allows ref struct
    {
        PayloadError error = payload.Read(body, scratch);
        if (error.IsNone && --untilAttempt <= 0)
        {
            Learn(body, ref payload);
        }

        return error;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Learn<T>(ReadOnlySpan<byte> body, ref T payload)
        where T : struct, IPayload, allows ref struct
    {
        LayoutSet before = known;
        LayoutSet after = LayoutBuilder.Scan(body) is LayoutBuilder builder ? before.With(builder.Build(ref payload, body)) : before;
        if (after.Layouts.Length == before.Layouts.Length)
        {
            gap = Math.Min(2 * gap, MaxGap);
        }

        untilAttempt = gap;
        Interlocked.CompareExchange(ref known, after, before);
    }
}
