using Callgoose.Payloads;

namespace Callgoose.Incidents;

/// <summary>
/// Builds an incident key from several values, or from the first one that exists (Catalog/README.md 4). The first <see cref="Part"/> of
/// each option begins it, and <see cref="End"/> ends it. The first option whose parts are all valid decides.
/// </summary>
/// <remarks>
/// Parts are joined by <c>|</c>, and a <c>|</c> or backslash in a part is escaped, so that two different lists of the same length never
/// produce the same key.
/// </remarks>
/// <param name="rules">The rules for values that are no key.</param>
/// <param name="scratch">The buffer for joined keys.</param>
public ref struct KeyReader(NoKey rules, ScratchBuffer scratch)
{
    private readonly NoKey rules = rules;
    private readonly ScratchBuffer scratch = scratch;
    private ReadOnlySpan<byte> option;
    private KeyFault optionFault;
    private KeyFault worst = KeyFault.Missing;
    private int parts;

    /// <summary>The key; empty until an option has provided one.</summary>
    public ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>Why there is no key: of several reasons the one that is most worth fixing.</summary>
    public readonly KeyFault Fault => Key.IsEmpty ? worst : KeyFault.None;

    /// <summary>Adds a value to the option.</summary>
    /// <param name="value">The text of the value.</param>
    /// <param name="template">The text of the template in its place; empty if there is none.</param>
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
