using Callgoose.Payloads;

namespace Callgoose.Incidents;

/// <summary>
/// Makes an incident key that is joined of several values, or is the first that there is (Catalog/README.md 4): each option is begun by its
/// first <see cref="Part"/> and ended by <see cref="End"/>; the first of which all parts are keys decides.
/// </summary>
/// <remarks>Parts are joined by <c>|</c>, and a <c>|</c> or backslash in one is escaped, so that no two keys of as many parts are joined alike.</remarks>
/// <param name="rules">What is no key.</param>
/// <param name="scratch">Where joined keys are put.</param>
public ref struct KeyReader(NoKey rules, ScratchBuffer scratch)
{
    private readonly NoKey rules = rules;
    private readonly ScratchBuffer scratch = scratch;
    private ReadOnlySpan<byte> option;
    private KeyFault optionFault;
    private KeyFault worst = KeyFault.Missing;
    private int parts;

    /// <summary>The key; empty as long as no option has given one.</summary>
    public ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>Why there is no key: of several reasons the one that is most worth mending.</summary>
    public readonly KeyFault Fault => Key.IsEmpty ? worst : KeyFault.None;

    /// <summary>Adds a value to the option.</summary>
    /// <param name="value">The text of the value.</param>
    /// <param name="template">What the template has in its place; empty if nothing.</param>
    public void Part(ReadOnlySpan<byte> value, ReadOnlySpan<byte> template)
    {
        if (!Key.IsEmpty)
        {
            return;
        }

        KeyFault fault = rules.FaultOf(value, template);
        optionFault = fault > optionFault ? fault : optionFault;
        if (optionFault == KeyFault.None)
        {
            option = parts == 0 ? value : Join(parts == 1 ? Escape(option) : option, value);
        }

        parts++;
    }

    /// <summary>Ends the option.</summary>
    public void End()
    {
        if (Key.IsEmpty)
        {
            Key = optionFault == KeyFault.None ? option : default;
            worst = optionFault > worst ? optionFault : worst;
        }

        option = default;
        optionFault = KeyFault.None;
        parts = 0;
    }

    private readonly ReadOnlySpan<byte> Escape(ReadOnlySpan<byte> value)
    {
        Span<byte> escaped = scratch.Take(2 * value.Length);
        return escaped[..Escape(value, escaped)];
    }

    private readonly ReadOnlySpan<byte> Join(ReadOnlySpan<byte> before, ReadOnlySpan<byte> value)
    {
        Span<byte> joined = scratch.Take(before.Length + 1 + (2 * value.Length));
        before.CopyTo(joined);
        joined[before.Length] = (byte)'|';
        return joined[..(before.Length + 1 + Escape(value, joined[(before.Length + 1)..]))];
    }

    private static int Escape(ReadOnlySpan<byte> value, Span<byte> escaped)
    {
        int length = 0;
        foreach (byte b in value)
        {
            if (b is (byte)'|' or (byte)'\\')
            {
                escaped[length++] = (byte)'\\';
            }

            escaped[length++] = b;
        }

        return length;
    }
}
