using System.Text;

namespace Callgoose.Schema.Destinations;

/// <summary>The values of a sample.</summary>
public sealed class SampleValues : IDestinationValues
{
    private readonly Dictionary<EventField, byte[]> fields = [];
    private readonly byte[][] settings;

    /// <summary>Reads the values of a sample.</summary>
    public SampleValues(DestinationSample sample)
    {
        foreach (SampleField field in sample.Fields)
        {
            fields[field.Field] = Encoding.UTF8.GetBytes(field.Value);
        }

        settings = [.. sample.Settings.Select(Encoding.UTF8.GetBytes)];
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(EventField field) => fields.TryGetValue(field, out byte[]? value) ? value : [];

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Setting(int index) => settings[index];
}
