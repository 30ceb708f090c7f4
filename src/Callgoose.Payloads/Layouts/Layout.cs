using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Callgoose.Payloads;

/// <summary>
/// The common part of bodies of one form: the bytes around their strings, numbers, booleans and nulls. A body with these bytes, and with
/// any such value at each place between them, has its values at the same keys.
/// </summary>
/// <remarks>It contains the names and the punctuation of the body from which it was learned, but none of its values.</remarks>
internal sealed class Layout
{
    /// <summary>
    /// All literals, one after the other, with padding on both sides so that a whole vector can be loaded at the start or the end of any of
    /// them.
    /// </summary>
    private readonly byte[] literals;

    /// <summary>The offset of each literal in <see cref="literals"/>; the last number is the end of the last one.</summary>
    private readonly int[] starts;

    /// <summary>Creates a layout.</summary>
    /// <param name="literals">The bytes before the first value, between values, and after the last one, concatenated.</param>
    /// <param name="starts">The offset of each literal, and the end of the last one.</param>
    /// <param name="scalars">The value for each slot.</param>
    /// <param name="containers">The slots for objects and arrays.</param>
    public Layout(ReadOnlySpan<byte> literals, int[] starts, (int Slot, int Value)[] scalars, ContainerSlot[] containers)
    {
        this.literals = new byte[ByteScan.Width + literals.Length + ByteScan.Width];
        literals.CopyTo(this.literals.AsSpan(ByteScan.Width));
        this.starts = [.. starts.Select(static start => start + ByteScan.Width)];
        Scalars = scalars;
        Containers = containers;
    }

    /// <summary>The number of values between the literals.</summary>
    public int ValueCount => starts.Length - 2;

    /// <summary>For each slot of a string, number, boolean or null: the number of its value.</summary>
    public (int Slot, int Value)[] Scalars { get; }

    /// <summary>The slots for objects and arrays.</summary>
    public ContainerSlot[] Containers { get; }

    /// <summary>True if a body had this layout since the last attempt to learn. Written only when it changes, because threads share it.</summary>
    public bool IsUsed { get; set; }

    /// <summary>The memory that it takes, in bytes.</summary>
    public int Bytes => literals.Length + (sizeof(int) * starts.Length) + (Unsafe.SizeOf<(int, int)>() * Scalars.Length)
        + (Unsafe.SizeOf<ContainerSlot>() * Containers.Length);

    private ReadOnlySpan<byte> Text => literals.AsSpan()[starts[0]..starts[^1]];

    /// <summary>Compares literals and collects values as long as the body matches.</summary>
    /// <param name="body">The body without white space at its end.</param>
    /// <param name="values">Receives the values; those before <paramref name="step"/> are already there.</param>
    /// <param name="step">The number of literals and values that are known to match.</param>
    /// <param name="nonAscii">Not 0 afterwards if a value may contain non-ASCII bytes, which the caller must then check.</param>
    /// <returns>The number of matching literals, each with the value after it; one more than the number of values if the whole body matches.</returns>
    public int Follow(ReadOnlySpan<byte> body, Span<ValueLocation> values, int step, ref uint nonAscii)
    {
        // No bounds checks are needed: vectors are loaded only from offsets after which a whole vector is left, the literals have padding
        // of one vector on both sides, and there is room for each value.
        ref byte first = ref MemoryMarshal.GetReference(body);
        ref byte text = ref MemoryMarshal.GetArrayDataReference(literals);
        ref int bound = ref MemoryMarshal.GetArrayDataReference(starts);
        ref ValueLocation value = ref MemoryMarshal.GetReference(values[..ValueCount]);
        int lastVector = body.Length - ByteScan.Width;
        Vector256<byte> seen = default;

        // Starts with the second half, from the end to the middle. The position of each string depends on that of its neighbour, so the
        // processor has to wait for it. With two chains of half the length it works on both at once.
        int last = ValueCount;
        int end = body.Length;
        int middle = Math.Max(step, last / 2);
        while (last > middle)
        {
            int length = Unsafe.Add(ref bound, last + 1) - Unsafe.Add(ref bound, last);
            int close = end - length - 1;
            if (length > ByteScan.Width || close < ByteScan.Width)
            {
                break;
            }

            if (ByteScan.CommonLengthAtEnd(
                Vector256.LoadUnsafe(ref first, (nuint)(uint)(end - ByteScan.Width)),
                Vector256.LoadUnsafe(ref text, (nuint)(uint)(Unsafe.Add(ref bound, last + 1) - ByteScan.Width))) < length)
            {
                return step;
            }

            if (Unsafe.Add(ref first, close) != (byte)'"')
            {
                break;
            }

            int from = close - ByteScan.Width;
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref first, (nuint)(uint)from);
            seen |= bytes;
            uint stops = ByteScan.Stops(bytes);
            while (stops == 0 && from >= ByteScan.Width)
            {
                from -= ByteScan.Width;
                bytes = Vector256.LoadUnsafe(ref first, (nuint)(uint)from);
                seen |= bytes;
                stops = ByteScan.Stops(bytes);
            }

            int open = from + ByteScan.Width - 1 - BitOperations.LeadingZeroCount(stops);
            if (stops == 0 || open == 0 || Unsafe.Add(ref first, open) != (byte)'"' || Unsafe.Add(ref first, open - 1) == (byte)'\\')
            {
                // Also at a quote after a backslash, which does not begin a string.
                break;
            }

            last--;
            Unsafe.Add(ref value, last) = new ValueLocation(open + 1, close - open - 1, ValueKind.String, hasEscapes: false);
            end = open;
        }

        int position = step == 0 ? 0 : Unsafe.Add(ref value, step - 1).End;
        int literal = Unsafe.Add(ref bound, step);
        for (; step < last; step++)
        {
            int next = Unsafe.Add(ref bound, step + 1);
            int length = next - literal;
            if (length > ByteScan.Width || position > lastVector)
            {
                if (!body[position..].StartsWith(literals.AsSpan(literal, length)))
                {
                    break;
                }
            }
            else if (ByteScan.CommonLength(Vector256.LoadUnsafe(ref first, (nuint)(uint)position), Vector256.LoadUnsafe(ref text, (nuint)(uint)literal)) < length)
            {
                break;
            }

            literal = next;
            position += length;
            int start = position + 1;
            if (position < lastVector && Unsafe.Add(ref first, position) == (byte)'"')
            {
                Vector256<byte> bytes = Vector256.LoadUnsafe(ref first, (nuint)(uint)start);
                seen |= bytes;
                uint stops = ByteScan.Stops(bytes);
                position = start;
                while (stops == 0 && position < lastVector - ByteScan.Width)
                {
                    position += ByteScan.Width;
                    bytes = Vector256.LoadUnsafe(ref first, (nuint)(uint)position);
                    seen |= bytes;
                    stops = ByteScan.Stops(bytes);
                }

                position += BitOperations.TrailingZeroCount(stops);
                if (stops != 0 && Unsafe.Add(ref first, position) == (byte)'"')
                {
                    Unsafe.Add(ref value, step) = new ValueLocation(start, position - start, ValueKind.String, hasEscapes: false);
                    position++;
                    continue;
                }

                position = start - 1;
            }

            // Uses a copy: a variable that a call can change would have to be in memory.
            int behind = position;
            if (!TakeValue(body, ref behind, out Unsafe.Add(ref value, step), ref nonAscii))
            {
                break;
            }

            position = behind;
        }

        nonAscii |= seen.ExtractMostSignificantBits();
        bool isWhole = step == last && position <= end && body[position..end].SequenceEqual(literals.AsSpan()[literal..Unsafe.Add(ref bound, step + 1)]);
        return isWhole ? ValueCount + 1 : step;
    }

    /// <summary>The number of leading literals that two layouts share.</summary>
    public int Shared(Layout other)
    {
        int most = Math.Min(starts.Length, other.starts.Length) - 1;
        int count = 0;
        while (count < most && starts[count + 1] == other.starts[count + 1])
        {
            count++;
        }

        int same = starts[0] + Text.CommonPrefixLength(other.Text);
        while (count > 0 && starts[count] > same)
        {
            count--;
        }

        return count;
    }

    /// <summary>An order in which layouts with the same beginning are neighbours.</summary>
    public int CompareTo(Layout other) => Text.SequenceCompareTo(other.Text);

    /// <summary>A text for people: the literals, with a mark for each value.</summary>
    public override string ToString() =>
        string.Join('\u2026', Enumerable.Range(0, starts.Length - 1).Select(i => Encoding.UTF8.GetString(literals.AsSpan()[starts[i]..starts[i + 1]])));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TakeValue(ReadOnlySpan<byte> body, ref int position, out ValueLocation value, ref uint nonAscii)
    {
        if ((uint)position < (uint)body.Length && body[position] == (byte)'"')
        {
            int start = position + 1;
            int stop = ByteScan.FindStop(body, start, ref nonAscii);
            if ((uint)stop < (uint)body.Length && body[stop] == (byte)'"')
            {
                value = new ValueLocation(start, stop - start, ValueKind.String, hasEscapes: false);
                position = stop + 1;
                return true;
            }

            // The bytes after the escape were not checked.
            nonAscii |= 1;
        }

        return PayloadReader.TryReadScalar(body, ref position, out value);
    }
}
