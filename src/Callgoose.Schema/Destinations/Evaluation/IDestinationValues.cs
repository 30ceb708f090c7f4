namespace Callgoose.Schema.Destinations;

/// <summary>The values that templates name, as UTF-8.</summary>
public interface IDestinationValues
{
    /// <summary>A field of the event; empty if it is not there.</summary>
    ReadOnlySpan<byte> Field(EventField field);

    /// <summary>A setting of the destination, by its number in the file.</summary>
    ReadOnlySpan<byte> Setting(int index);
}
