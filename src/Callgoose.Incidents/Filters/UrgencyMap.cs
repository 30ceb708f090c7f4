using System.Text;

namespace Callgoose.Incidents;

/// <summary>Urgencies that the values of a payload give (Catalog/README.md 3). May be used from any thread.</summary>
public sealed class UrgencyMap
{
    private readonly Urgency otherwise;
    private readonly (byte[] Text, Urgency Urgency)[] entries;

    /// <summary>Takes a map.</summary>
    /// <param name="otherwise">What a value gives that is not in it.</param>
    /// <param name="entries">The values and what they give. The case of letters A to Z does not count.</param>
    public UrgencyMap(Urgency otherwise, params (string Text, Urgency Urgency)[] entries)
    {
        this.otherwise = otherwise;
        this.entries = [.. entries.Select(static entry => (Encoding.UTF8.GetBytes(entry.Text), entry.Urgency))];
    }

    /// <summary>What a value gives.</summary>
    /// <param name="value">The text of the value; empty if there is none.</param>
    public Urgency Of(ReadOnlySpan<byte> value)
    {
        foreach ((byte[] text, Urgency urgency) in entries)
        {
            if (Same(text, value))
            {
                return urgency;
            }
        }

        return otherwise;
    }

    /// <summary>The more urgent one of what was found so far and what a value gives.</summary>
    /// <param name="found">What was found so far, or null.</param>
    /// <param name="value">The text of the value; an empty one gives nothing.</param>
    public Urgency? MostUrgent(Urgency? found, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return found;
        }

        Urgency given = Of(value);
        return found is Urgency before && Rank(before) <= Rank(given) ? before : given;
    }

    /// <summary>Byte by byte: letters that are not ASCII have to be the same.</summary>
    private static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i] && (!char.IsAsciiLetter((char)left[i]) || (left[i] ^ right[i]) != 0x20))
            {
                return false;
            }
        }

        return true;
    }

    private static int Rank(Urgency urgency) => urgency switch
    {
        Urgency.P1 => 0,
        Urgency.High => 1,
        Urgency.P2 => 2,
        Urgency.P3 => 3,
        Urgency.P4 => 4,
        Urgency.Low => 5,
        _ => 6,
    };
}
