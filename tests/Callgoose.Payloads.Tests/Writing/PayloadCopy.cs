namespace Callgoose.Payloads.Tests;

/// <summary>Reads a body and writes everything that was read, the leaves as values and the rest by opening and closing.</summary>
internal static class PayloadCopy
{
    public static void Write(ref PayloadReader reader, ref PayloadWriter writer)
    {
        switch (reader.PeekKind())
        {
            case ValueKind.Object:
                writer.BeginObject();
                reader.EnterObject();
                for (bool more = reader.FirstName(out ReadOnlySpan<byte> name); more; more = reader.NextName(out name))
                {
                    writer.WriteName(name);
                    Write(ref reader, ref writer);
                }

                writer.EndObject();
                break;

            case ValueKind.Array:
                writer.BeginArray();
                reader.EnterArray();
                for (bool more = reader.FirstElement(); more; more = reader.NextElement())
                {
                    Write(ref reader, ref writer);
                }

                writer.EndArray();
                break;

            default:
                Assert.True(reader.ReadValue(out Utf8Value value));
                writer.WriteValue(value);
                break;
        }
    }
}
