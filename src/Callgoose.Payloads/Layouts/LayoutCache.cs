using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Callgoose.Payloads;

/// <summary>
/// Reads the bodies of one integration: by a layout that it knows, else by the general reader, from whose result it learns
/// further layouts. The verdict and the values are those of the general reader on every body.
/// </summary>
/// <remarks>
/// <para>May be used from any thread: what is known is published as a whole and never changed, and whoever loses a race to
/// publish has learned for nothing.</para>
/// <para>Bounded against senders who never send the same twice: at most <see cref="MaxLayouts"/> layouts are kept, of at most
/// <see cref="MaxLiteralBytes"/> bytes and <see cref="MaxValues"/> values each. As long as there is room every unknown body is
/// learned from; after that each attempt doubles the number of unknown bodies until the next, up to one attempt in
/// <see cref="MaxGap"/> of them. After <see cref="MaxMisses"/> unknown bodies in a row only one in <see cref="Stride"/> is compared with
/// the layouts, until one fits: the comparison is a sixth of what such a body costs.</para>
/// </remarks>
public sealed class LayoutCache
{
    /// <summary>How many layouts are kept.</summary>
    public const int MaxLayouts = 8;

    /// <summary>A body with more bytes outside its values is left to the general reader.</summary>
    public const int MaxLiteralBytes = 4096;

    /// <summary>A body with more values is left to the general reader.</summary>
    public const int MaxValues = 128;

    /// <summary>The most unknown bodies between two attempts to learn.</summary>
    public const int MaxGap = 1 << 20;

    /// <summary>How many unknown bodies in a row are all compared with the layouts.</summary>
    public const int MaxMisses = 64;

    /// <summary>How many bodies there are to one that is compared, after <see cref="MaxMisses"/>.</summary>
    public const int Stride = 16;

    private LayoutSet known = LayoutSet.Empty;
    private int untilAttempt = 1;
    private int gap = 1;
    private int misses;
    private int passed;

    /// <summary>How many layouts are known.</summary>
    public int Count => known.Layouts.Length;

    /// <summary>The bytes that the known layouts hold.</summary>
    public int Bytes => known.Layouts.Sum(static layout => layout.Bytes);

    /// <summary>Learns the layout that a tool's own template declares, if the template is JSON.</summary>
    /// <param name="template">The template as text, with variables inside its strings.</param>
    /// <param name="payload">A payload with empty slots; means nothing afterwards.</param>
    public void LearnTemplate<T>(string template, T payload)
        where T : struct, IPayload, allows ref struct
    {
        byte[] body = Encoding.UTF8.GetBytes(template);
        if (payload.Read(body, new ScratchBuffer()).IsNone)
        {
            Learn(body, ref payload);
        }
    }

    /// <summary>Fills the slots of a payload, which are empty before.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="scratch">Room for what is found.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>What is wrong with the body; then the slots mean nothing.</returns>
    public PayloadError Read<T>(ReadOnlySpan<byte> body, ScratchBuffer scratch, ref T payload)
        where T : struct, IPayload, allows ref struct
    {
        // Counts that threads take from each other do no harm.
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
