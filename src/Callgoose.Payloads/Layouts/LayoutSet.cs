using System.Text.Unicode;

namespace Callgoose.Payloads;

/// <summary>An immutable set of known layouts.</summary>
internal sealed class LayoutSet
{
    /// <summary>For each layout, the number of leading literals that it shares with the previous one.</summary>
    private readonly int[] shared;

    private LayoutSet(Layout[] layouts)
    {
        Array.Sort(layouts, static (one, other) => one.CompareTo(other));
        Layouts = layouts;
        shared = [.. layouts.Select((layout, i) => i == 0 ? 0 : Math.Min(layout.Shared(layouts[i - 1]), layout.ValueCount))];
        ValueCount = layouts.Select(static layout => layout.ValueCount).DefaultIfEmpty().Max();
    }

    /// <summary>The set without layouts.</summary>
    public static LayoutSet Empty { get; } = new([]);

    /// <summary>The layouts; those with the same beginning are neighbours.</summary>
    public Layout[] Layouts { get; }

    /// <summary>The largest number of values of a layout.</summary>
    public int ValueCount { get; }

    /// <summary>Finds the layout of a body and the values in it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="values">Receives the values in their order; it must have room for <see cref="ValueCount"/>.</param>
    /// <returns>The layout, or null if the general reader must read the body.</returns>
    /// <remarks>If a layout stops matching, the next one continues at that point: the part that both share is not read twice.</remarks>
    public Layout? Find(ReadOnlySpan<byte> body, Span<ValueLocation> values)
    {
        uint nonAscii = 0;
        int step = 0;
        ReadOnlySpan<byte> trimmed = WithoutBlanksAtEnd(body);
        Layout[] layouts = Layouts;
        for (int i = 0; i < layouts.Length; i++)
        {
            Layout layout = layouts[i];
            step = layout.Follow(trimmed, values, Math.Min(step, shared[i]), ref nonAscii);
            if (step > layout.ValueCount)
            {
                if (!layout.IsUsed)
                {
                    layout.IsUsed = true;
                }

                return nonAscii == 0 || Utf8.IsValid(body) ? layout : null;
            }
        }

        return null;
    }

    private static ReadOnlySpan<byte> WithoutBlanksAtEnd(ReadOnlySpan<byte> body)
    {
        int length = body.Length;
        while (length > 0 && body[length - 1] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            length--;
        }

        return body[..length];
    }

    /// <summary>
    /// Returns a set with these layouts and one more. If it is full, the new one replaces the first layout that no body had since the last
    /// attempt; if all were used, nothing changes.
    /// </summary>
    public LayoutSet With(Layout added)
    {
        if (Layouts.Any(layout => layout.CompareTo(added) == 0))
        {
            return this;
        }

        if (Layouts.Length < LayoutCache.MaxLayouts)
        {
            return new LayoutSet([.. Layouts, added]);
        }

        Layout? unused = Array.Find(Layouts, static layout => !layout.IsUsed);
        foreach (Layout layout in Layouts)
        {
            layout.IsUsed = false;
        }

        return unused is null ? this : new LayoutSet([.. Layouts.Where(layout => layout != unused), added]);
    }
}
