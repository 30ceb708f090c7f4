using System.Text.Unicode;

namespace Callgoose.Payloads;

/// <summary>The layouts that are known at one time, never changed once made.</summary>
internal sealed class LayoutSet
{
    /// <summary>For each layout how many literals it begins with like the one before it.</summary>
    private readonly int[] shared;

    private LayoutSet(Layout[] layouts)
    {
        Array.Sort(layouts, static (one, other) => one.CompareTo(other));
        Layouts = layouts;
        shared = [.. layouts.Select((layout, i) => i == 0 ? 0 : Math.Min(layout.Shared(layouts[i - 1]), layout.ValueCount))];
        ValueCount = layouts.Select(static layout => layout.ValueCount).DefaultIfEmpty().Max();
    }

    /// <summary>Knows nothing.</summary>
    public static LayoutSet Empty { get; } = new([]);

    /// <summary>The layouts, those that begin alike beside each other.</summary>
    public Layout[] Layouts { get; }

    /// <summary>The most values that one of them has.</summary>
    public int ValueCount { get; }

    /// <summary>Finds the layout of a body and the values in it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="values">Gets the values in their order; room for <see cref="ValueCount"/>.</param>
    /// <returns>The layout, or null if the general reader has to say what the body is.</returns>
    /// <remarks>Where one layout ends to fit, the next one goes on: nothing that both begin with is read twice.</remarks>
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
    /// These layouts and one more. If there is no room, the first that no body had since the last attempt gives way; if bodies
    /// had all of them, nothing does.
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
