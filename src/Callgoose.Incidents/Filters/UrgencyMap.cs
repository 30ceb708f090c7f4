using System.Text;

namespace Callgoose.Incidents;

/// <summary>A map from values of a payload to urgencies (Catalog/README.md 3). May be used from any thread.</summary>
public sealed class UrgencyMap
{
    private readonly Urgency otherwise;
    private readonly (byte[] Text, Urgency Urgency)[] entries;

    /// <summary>Creates a map.</summary>
    /// <param name="otherwise">The urgency for values that are not in the map.</param>
    /// <param name="entries">The values with their urgencies. The case of the letters A to Z is ignored.</param>
    public UrgencyMap(Urgency otherwise, params (string Text, Urgency Urgency)[] entries)
    {
        this.otherwise = otherwise;
        this.entries = [.. entries.Select(static entry => (Encoding.UTF8.GetBytes(entry.Text), entry.Urgency))];
    }

    /// <summary>The urgency for a value.</summary>
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

    /// <summary>The higher of a known urgency and that of a value.</summary>
    /// <param name="found">The urgency so far, or null.</param>
    /// <param name="value">The text of the value; an empty one has no urgency.</param>
    public Urgency? MostUrgent(Urgency? found, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return found;
        }

        Urgency given = Of(value);
        return found is Urgency before && Rank(before) <= Rank(given) ? before : given;
    }

    /// <summary>Compares byte by byte, ignoring ASCII case: other letters must be identical.</summary>
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
