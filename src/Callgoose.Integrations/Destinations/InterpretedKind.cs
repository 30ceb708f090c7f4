using System.Text.Json;
using Callgoose.Schema.Destinations;

namespace Callgoose.Destinations;

/// <summary>A kind whose file was not compiled in.</summary>
/// <param name="schema">The schema of the file.</param>
public sealed class InterpretedKind(DestinationSchema schema) : DestinationKind(schema)
{
    private readonly DestinationInterpreter interpreter = new(schema);

    /// <inheritdoc/>
    public override void WriteUrl(TextBuffer buffer, IDestinationValues values) => interpreter.WriteUrl(buffer, values);

    /// <inheritdoc/>
    public override void WriteHeader(int index, TextBuffer buffer, IDestinationValues values) => interpreter.WriteHeader(index, buffer, values);

    /// <inheritdoc/>
    public override void WriteBody(Utf8JsonWriter writer, TextBuffer buffer, IDestinationValues values) => interpreter.WriteBody(writer, buffer, values);
}
