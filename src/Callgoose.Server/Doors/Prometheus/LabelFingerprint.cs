using System.Buffers;
using System.Text.Json;

namespace Callgoose.Doors.Prometheus;

/// <summary>
/// The fingerprint by which Prometheus and Alertmanager name a set of labels: FNV-1a of 64 bits over the names and values, sorted by name, with a
/// byte 0xFF behind each. Labels without a value do not count.
/// </summary>
internal static class LabelFingerprint
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>An alert with more labels is one that nobody wrote.</summary>
    private const int MaxLabels = 256;

    /// <summary>Computes it. Costs a comparison of names for each pair of neighbours until they are sorted.</summary>
    /// <param name="labels">The labels, as they are written.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="fingerprint">The fingerprint.</param>
    /// <returns>False if they are no labels: no object, one without a value, with other values than texts, without a name, or more than 256.</returns>
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

    /// <summary>Puts a label where its name belongs, in the place of an earlier one of the same name.</summary>
    /// <returns>How many there are then.</returns>
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
