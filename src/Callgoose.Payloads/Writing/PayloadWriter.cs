using System.Buffers;

namespace Callgoose.Payloads;

/// <summary>
/// Writes a payload as compact JSON. Values that were read are copied as they were received, escapes included;
/// values made with <see cref="Utf8Value.FromText"/> are escaped where JSON demands it.
/// </summary>
/// <remarks>Generated writers drive it. It does not check the order of calls.</remarks>
public ref struct PayloadWriter
{
    private readonly IBufferWriter<byte> output;
    private bool needsComma;

    /// <summary>Starts writing to <paramref name="output"/>.</summary>
    public PayloadWriter(IBufferWriter<byte> output) => this.output = output;

    /// <summary>Opens an object, as the whole payload or as the value of the name just written.</summary>
    public void BeginObject() => Open((byte)'{');

    /// <summary>Closes the innermost object.</summary>
    public void EndObject() => Close((byte)'}');

    /// <summary>Opens an array.</summary>
    public void BeginArray() => Open((byte)'[');

    /// <summary>Closes the innermost array.</summary>
    public void EndArray() => Close((byte)']');

    /// <summary>Writes a name and its colon; an object follows.</summary>
    /// <param name="escapedName">The name, already escaped for JSON where that is needed.</param>
    public void WriteName(ReadOnlySpan<byte> escapedName)
    {
        Separate();
        Put((byte)'"');
        output.Write(escapedName);
        output.Write("\":"u8);
        needsComma = false;
    }

    /// <summary>Writes a name and its value; nothing if the value is missing.</summary>
    /// <param name="escapedName">The name, already escaped for JSON where that is needed.</param>
    /// <param name="value">The value.</param>
    public void WriteMember(ReadOnlySpan<byte> escapedName, in Utf8Value value)
    {
        if (value.Kind != ValueKind.Missing)
        {
            WriteName(escapedName);
            WriteValue(value);
        }
    }

    /// <summary>Writes a value; a missing one as <c>null</c>, so that array positions stay.</summary>
    public void WriteValue(in Utf8Value value)
    {
        Separate();
        switch (value.Kind)
        {
            case ValueKind.String:
                Put((byte)'"');
                WriteStringContent(value);
                Put((byte)'"');
                break;
            case ValueKind.Missing:
                output.Write("null"u8);
                break;
            default:
                output.Write(value.Raw);
                break;
        }

        needsComma = true;
    }

    private readonly void WriteStringContent(in Utf8Value value)
    {
        if (value.HasEscapes)
        {
            output.Write(value.Raw);
        }
        else
        {
            JsonEscapes.Escape(value.Raw, output);
        }
    }

    private void Open(byte bracket)
    {
        Separate();
        Put(bracket);
        needsComma = false;
    }

    private void Close(byte bracket)
    {
        Put(bracket);
        needsComma = true;
    }

    private void Separate()
    {
        if (needsComma)
        {
            Put((byte)',');
            needsComma = false;
        }
    }

    private readonly void Put(byte b)
    {
        output.GetSpan(1)[0] = b;
        output.Advance(1);
    }
}
