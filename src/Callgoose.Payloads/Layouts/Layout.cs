using System.Runtime.CompilerServices;
using System.Text;

namespace Callgoose.Payloads;

/// <summary>
/// What bodies of one form have in common: the bytes around their strings, numbers, booleans and nulls. A body that has
/// these bytes, and any such value at each place between them, has its values at the same keys.
/// </summary>
/// <remarks>Holds names and punctuation of the body it was learned from, and none of its values.</remarks>
internal sealed class Layout
{
    /// <summary>All literals, one after the other, and room behind them to load a whole vector from any place.</summary>
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
        this.literals = new byte[literals.Length + ByteScan.Width];
        literals.CopyTo(this.literals);
        this.starts = starts;
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

    private ReadOnlySpan<byte> Text => literals.AsSpan(0, starts[^1]);

    /// <summary>Compares literals and takes values as long as the body goes along.</summary>
    /// <param name="body">The body.</param>
    /// <param name="values">Gets the values; those before <paramref name="step"/> are there.</param>
    /// <param name="step">How many literals and values of the body are known to be as in this layout.</param>
    /// <param name="nonAscii">Not 0 afterwards if a value may hold anything but ASCII, which is then still to be checked.</param>
    /// <returns>How many literals with the values behind them are as in this layout; one more than there are values if the whole body is.</returns>
    public int Follow(ReadOnlySpan<byte> body, Span<ValueLocation> values, int step, ref uint nonAscii)
    {
        int position = step == 0 ? 0 : values[step - 1].End;
        int[] bounds = starts;
        int last = bounds.Length - 2;
        for (; step < last; step++)
        {
            int length = bounds[step + 1] - bounds[step];
            if (!ByteScan.StandsAt(body, position, literals, bounds[step], length))
            {
                return step;
            }

            position += length;
            if (!TakeValue(body, ref position, out values[step], ref nonAscii))
            {
                return step;
            }
        }

        int end = bounds[last + 1] - bounds[last];
        return ByteScan.StandsAt(body, position, literals, bounds[last], end) && IsBlank(body[(position + end)..]) ? step + 1 : step;
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

        int same = Text.CommonPrefixLength(other.Text);
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

    private static bool IsBlank(ReadOnlySpan<byte> rest) => rest.IsEmpty || rest.TrimStart(" \t\r\n"u8).IsEmpty;
}
