namespace Callgoose.Schema.Destinations;

/// <summary>The values that templates refer to, as UTF-8.</summary>
public interface IDestinationValues
{
    /// <summary>A field of the event; empty if it is missing.</summary>
    ReadOnlySpan<byte> Field(EventField field);

    /// <summary>A setting of the destination, by its index in the file.</summary>
    ReadOnlySpan<byte> Setting(int index);
}
