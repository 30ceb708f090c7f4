using System.Buffers;
using System.Text.Json;

namespace Callgoose.Doors.Prometheus;

/// <summary>
/// The fingerprint with which Prometheus and Alertmanager identify a set of labels: 64-bit FNV-1a over the names and values, sorted by name, each followed by a
/// byte 0xFF. Labels without a value are ignored.
/// </summary>
internal static class LabelFingerprint
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The maximum number of labels: no real alert has more.</summary>
    private const int MaxLabels = 256;

    /// <summary>Computes the fingerprint. The cost is one name comparison for each pair of neighbours until the labels are sorted.</summary>
    /// <param name="labels">The labels as written.</param>
    /// <param name="kind">The type of the value.</param>
    /// <param name="fingerprint">The fingerprint.</param>
    /// <returns>False if they are not valid labels: not an object, none with a value, a value that is not a text, an empty name, or more than 256 labels.</returns>
    public static bool TryCompute(ReadOnlySpan<byte> labels, JsonTokenType kind, out ulong fingerprint)
    {
        fingerprint = OffsetBasis;
        if (kind != JsonTokenType.StartObject)
        {
            return false;
        }

        byte[] text = ArrayPool<byte>.Shared.Rent(labels.Length);
        try
        {
            Span<(int Name, int NameLength, int Value, int ValueLength)> found = stackalloc (int, int, int, int)[MaxLabels];
            int count = 0;
            int used = 0;
            var reader = new Utf8JsonReader(labels, JsonMembers.Options);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                int name = used;
                used += reader.CopyString(text.AsSpan(used));
                int value = used;
                reader.Read();
                if (reader.TokenType != JsonTokenType.String || value == name || count == MaxLabels)
                {
                    return false;
                }

                used += reader.CopyString(text.AsSpan(used));
                count = Insert(found, count, (name, value - name, value, used - value), text);
            }

            foreach ((int name, int nameLength, int value, int valueLength) in found[..count])
            {
                if (valueLength > 0)
                {
                    fingerprint = Add(fingerprint, text.AsSpan(name, nameLength));
                    fingerprint = Add(fingerprint, text.AsSpan(value, valueLength));
                }
            }

            return fingerprint != OffsetBasis;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    /// <summary>Inserts a label at its sorted position. Replaces an earlier one with the same name.</summary>
    /// <returns>The new number of labels.</returns>
    private static int Insert(Span<(int Name, int NameLength, int Value, int ValueLength)> found, int count, (int Name, int NameLength, int Value, int ValueLength) label, byte[] text)
    {
        int at = count;
        ReadOnlySpan<byte> name = text.AsSpan(label.Name, label.NameLength);
        while (at > 0)
        {
            int order = text.AsSpan(found[at - 1].Name, found[at - 1].NameLength).SequenceCompareTo(name);
            if (order == 0)
            {
                found[at - 1] = label;
                return count;
            }

            if (order < 0)
            {
                break;
            }

            at--;
        }

        found[at..count].CopyTo(found[(at + 1)..]);
        found[at] = label;
        return count + 1;
    }

    private static ulong Add(ulong hash, ReadOnlySpan<byte> text)
    {
        foreach (byte b in text)
        {
            hash = unchecked((hash ^ b) * Prime);
        }

        return unchecked((hash ^ 0xFF) * Prime);
    }
}
