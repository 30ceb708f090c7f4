using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Callgoose.Payloads;

/// <summary>
/// What bodies of one form have in common: the bytes around their strings, numbers, booleans and nulls. A body that has
/// these bytes, and any such value at each place between them, has its values at the same keys.
/// </summary>
/// <remarks>Holds names and punctuation of the body it was learned from, and none of its values.</remarks>
internal sealed class Layout
{
    /// <summary>All literals, one after the other, and room on both sides to load a whole vector that starts or ends with any of them.</summary>
    private readonly byte[] literals;

    /// <summary>Where each literal starts in <see cref="literals"/>; the last number is where the last one ends.</summary>
    private readonly int[] starts;

    /// <summary>Makes a layout.</summary>
    /// <param name="literals">The bytes before the first value, between values, and behind the last one, in one run.</param>
    /// <param name="starts">Where each of them starts in it, and where the last one ends.</param>
    /// <param name="scalars">Which slot gets which value.</param>
    /// <param name="containers">Which slots get objects and arrays.</param>
    public Layout(ReadOnlySpan<byte> literals, int[] starts, (int Slot, int Value)[] scalars, ContainerSlot[] containers)
    {
        this.literals = new byte[ByteScan.Width + literals.Length + ByteScan.Width];
        literals.CopyTo(this.literals.AsSpan(ByteScan.Width));
        this.starts = [.. starts.Select(static start => start + ByteScan.Width)];
        Scalars = scalars;
        Containers = containers;
    }

    /// <summary>How many values stand between the literals.</summary>
    public int ValueCount => starts.Length - 2;

    /// <summary>For each slot that gets a string, number, boolean or null the number of the value.</summary>
    public (int Slot, int Value)[] Scalars { get; }

    /// <summary>The slots that get objects and arrays.</summary>
    public ContainerSlot[] Containers { get; }

    /// <summary>Whether a body had this layout since the last attempt to learn. Written only to change it: it is shared.</summary>
    public bool IsUsed { get; set; }

    /// <summary>The bytes that it holds.</summary>
    public int Bytes => literals.Length + (sizeof(int) * starts.Length) + (Unsafe.SizeOf<(int, int)>() * Scalars.Length)
        + (Unsafe.SizeOf<ContainerSlot>() * Containers.Length);

    private ReadOnlySpan<byte> Text => literals.AsSpan()[starts[0]..starts[^1]];

    /// <summary>Compares literals and takes values as long as the body goes along.</summary>
    /// <param name="body">The body without blanks at its end.</param>
    /// <param name="values">Gets the values; those before <paramref name="step"/> are there.</param>
    /// <param name="step">How many literals and values of the body are known to be as in this layout.</param>
    /// <param name="nonAscii">Not 0 afterwards if a value may hold anything but ASCII, which is then still to be checked.</param>
    /// <returns>How many literals with the values behind them are as in this layout; one more than there are values if the whole body is.</returns>
    public int Follow(ReadOnlySpan<byte> body, Span<ValueLocation> values, int step, ref uint nonAscii)
    {
        // Without bounds checks: vectors are loaded from places between the first one and the last one of which a whole vector is
        // left, the literals have room for one on both sides, and there is a place for each value.
        ref byte first = ref MemoryMarshal.GetReference(body);
        ref byte text = ref MemoryMarshal.GetArrayDataReference(literals);
        ref int bound = ref MemoryMarshal.GetArrayDataReference(starts);
        ref ValueLocation value = ref MemoryMarshal.GetReference(values[..ValueCount]);
        int lastVector = body.Length - ByteScan.Width;
        Vector256<byte> seen = default;

        // From the end back to the middle first. Each string is found from where the one beside it was found, and the processor
        // waits for that: of two chains of half the length it works on both at once.
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
                // Also at a quote behind a backslash, which does not begin a string.
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

            // By a copy: a position that a call could change would have to live in memory.
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

    /// <summary>How many literals both begin with.</summary>
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

    /// <summary>An order in which those that begin alike stand beside each other.</summary>
    public int CompareTo(Layout other) => Text.SequenceCompareTo(other.Text);

    /// <summary>For people: the literals, with a mark where values stand.</summary>
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

            // What stands behind the escape was not looked at.
            nonAscii |= 1;
        }

        return PayloadReader.TryReadScalar(body, ref position, out value);
    }
}
