using System.Text;

namespace Callgoose.Incidents;

/// <summary>
/// Distinguishes values that are no incident key from those that are (Catalog/README.md 4), by the rules of one schema file. May be used
/// from any thread.
/// </summary>
/// <remarks>A placeholder as a key would give all incidents of a tool the same key: the first one would absorb all others.</remarks>
public sealed class NoKey
{
    private readonly string marks;
    private readonly byte[][] texts;

    /// <summary>Creates the rules of a file.</summary>
    /// <param name="marks">How its template writes variables: <c>$</c>, <c>*</c>, <c>%</c> for a name between two of them, <c>N</c> for <c>$NAME</c>.</param>
    /// <param name="texts">Further texts that mean "none".</param>
    public NoKey(string marks, params string[] texts)
    {
        this.marks = marks;
        this.texts = [.. texts.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Returns the value if it is a key, otherwise nothing.</summary>
    /// <param name="value">The text of the value.</param>
    /// <param name="template">The text of the template in its place; empty if there is none.</param>
    /// <param name="fault">Why it is no key.</param>
    public ReadOnlySpan<byte> Check(ReadOnlySpan<byte> value, ReadOnlySpan<byte> template, out KeyFault fault)
    {
        fault = FaultOf(value, template);
        return fault == KeyFault.None ? value : default;
    }

    /// <summary>Tells why a value is no key.</summary>
    /// <param name="value">The text of the value.</param>
    /// <param name="template">The text of the template in its place; empty if there is none.</param>
    public KeyFault FaultOf(ReadOnlySpan<byte> value, ReadOnlySpan<byte> template)
    {
        ReadOnlySpan<byte> text = value.Trim(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return KeyFault.Missing;
        }

        if (IsNothing(text))
        {
            return KeyFault.NotAKey;
        }

        return (!template.IsEmpty && text.SequenceEqual(template)) || IsVariable(text) ? KeyFault.Unexpanded : KeyFault.None;
    }

    private bool IsNothing(ReadOnlySpan<byte> text)
    {
        foreach (byte[] known in texts)
        {
            if (text.SequenceEqual(known))
            {
                return true;
            }
        }

        return text.Length switch
        {
            3 => Ascii.EqualsIgnoreCase(text, "n/a"u8),
            4 => Ascii.EqualsIgnoreCase(text, "null"u8),
            9 => Ascii.EqualsIgnoreCase(text, "undefined"u8),
            _ => false,
        };
    }

    /// <summary>Tells whether a text is a variable. For each form, the first byte differs from that of almost every key.</summary>
    private bool IsVariable(ReadOnlySpan<byte> text) => text[0] switch
    {
        (byte)'{' => text.Length >= 4 && ((text.StartsWith("{{"u8) && text.EndsWith("}}"u8)) || (text.StartsWith("{%"u8) && text.EndsWith("%}"u8))),
        (byte)'#' => text.Length >= 3 && text[1] == (byte)'{' && text[^1] == (byte)'}',
        (byte)'$' => (text.Length >= 3 && text[1] == (byte)'{' && text[^1] == (byte)'}') || (marks.Contains('$') && IsBetween(text)) || (marks.Contains('N') && IsDollarName(text)),
        (byte)'*' => marks.Contains('*') && IsBetween(text),
        (byte)'%' => marks.Contains('%') && IsBetween(text),
        _ => false,
    };

    private static bool IsBetween(ReadOnlySpan<byte> text)
    {
        if (text.Length <= 2 || text[^1] != text[0] || !char.IsAsciiLetter((char)text[1]))
        {
            return false;
        }

        foreach (byte b in text[1..^1])
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'_' or (byte)'-' or (byte)'.' or (byte)':'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDollarName(ReadOnlySpan<byte> text)
    {
        if (text.Length <= 2 || !char.IsAsciiLetterUpper((char)text[1]))
        {
            return false;
        }

        foreach (byte b in text[1..])
        {
            if (!char.IsAsciiLetterUpper((char)b) && !char.IsAsciiDigit((char)b) && b != (byte)'_')
            {
                return false;
            }
        }

        return true;
    }
}
