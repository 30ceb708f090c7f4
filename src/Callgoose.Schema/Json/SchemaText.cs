using System.Text;

namespace Callgoose.Schema;

/// <summary>The text of a schema file, as characters for people and compilers and as bytes for the JSON reader.</summary>
public sealed class SchemaText
{
    private readonly string text;

    /// <summary>Encodes a text.</summary>
    public SchemaText(string text)
    {
        this.text = text;
        Utf8 = Encoding.UTF8.GetBytes(text);
    }

    internal byte[] Utf8 { get; }

    /// <summary>The text of some bytes.</summary>
    internal string Slice(ByteSpan span) => Encoding.UTF8.GetString(Utf8, span.Start, span.Length);

    /// <summary>Returns the location of some bytes.</summary>
    public SchemaLocation Locate(ByteSpan span)
    {
        int start = Encoding.UTF8.GetCharCount(Utf8, 0, span.Start);
        int length = Encoding.UTF8.GetCharCount(Utf8, span.Start, span.Length);
        return new SchemaLocation(start, length, PositionOf(start), PositionOf(start + length));
    }

    private LinePosition PositionOf(int offset)
    {
        int line = 0;
        int lineStart = 0;
        for (int i = 0; i < offset; i++)
        {
            // A single carriage return ends a line, too, as in compilers and editors.
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                line++;
                lineStart = i + 1;
            }
        }

        return new LinePosition(line, offset - lineStart);
    }
}
