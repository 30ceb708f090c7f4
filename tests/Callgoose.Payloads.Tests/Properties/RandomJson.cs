using System.Buffers;
using System.Globalization;
using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>Writes random JSON: every kind of value, escape and white space, and sometimes nesting at the limit.</summary>
internal sealed class RandomJson(Random random)
{
    private static readonly string[] Escapes =
        ["\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\u0000", "\\u0041", "\\u00e9", "\\uFFFF", "\\ud83d\\ude00", "\\uDBFF\\uDFFF"];

    private static readonly string[] Characters = ["a", "Z", "0", " ", "/", "{", "]", ",", ":", "'", "\u007F", "é", "漢", "\uFFFF", "😀"];

    private static readonly string[] Names = ["id", "status", "title", "monitor", "", "a.b", "st\\u0061tus", "\\u00e9\\ud83d\\ude00"];

    private static readonly string[] Numbers = ["0", "-0", "7", "500", "-1.5", "1e3", "1E+03", "0.0e-0", "12345678901234567890.123"];

    private static readonly string[] Blanks = [" ", "\n", "\r\n", "\t", "  "];

    private readonly ArrayBufferWriter<byte> json = new();

    public byte[] Next()
    {
        json.ResetWrittenCount();
        if (random.Next(20) == 0)
        {
            json.Write(PayloadReader.ByteOrderMark);
        }

        if (random.Next(30) == 0)
        {
            WriteDeep(random.Next(PayloadReader.MaxDepth - 3, PayloadReader.MaxDepth + 4));
        }
        else
        {
            WriteValue(random.Next(1, 6));
        }

        WriteBlank();
        return json.WrittenSpan.ToArray();
    }

    private void WriteValue(int levels)
    {
        WriteBlank();
        switch (random.Next(levels > 0 ? 10 : 6))
        {
            case 0 or 1 or 2:
                WriteString();
                break;
            case 3:
                Write(random.Next(2) == 0 ? Pick(Numbers) : random.NextDouble().ToString("R", CultureInfo.InvariantCulture));
                break;
            case 4:
                Write(random.Next(2) == 0 ? "true" : "false");
                break;
            case 5:
                Write("null");
                break;
            case 6 or 7 or 8:
                WriteMembers(levels - 1);
                break;
            default:
                WriteElements(levels - 1);
                break;
        }

        WriteBlank();
    }

    private void WriteMembers(int levels)
    {
        Write("{");
        int count = random.Next(5);
        for (int i = 0; i < count; i++)
        {
            Write(i == 0 ? "" : ",");
            WriteBlank();
            if (random.Next(4) == 0)
            {
                WriteString();
            }
            else
            {
                Write($"\"{Pick(Names)}\"");
            }

            WriteBlank();
            Write(":");
            WriteValue(levels);
        }

        Write(count == 0 ? " }" : "}");
    }

    private void WriteElements(int levels)
    {
        Write("[");
        int count = random.Next(5);
        for (int i = 0; i < count; i++)
        {
            Write(i == 0 ? "" : ",");
            WriteValue(levels);
        }

        Write(count == 0 ? " ]" : "]");
    }

    private void WriteDeep(int depth)
    {
        ulong objects = (ulong)random.NextInt64();
        for (int i = 0; i < depth; i++)
        {
            Write(IsObject(i) ? "{\"a\":" : "[");
        }

        WriteValue(0);
        for (int i = depth - 1; i >= 0; i--)
        {
            Write(IsObject(i) ? "}" : "]");
        }

        bool IsObject(int level) => ((objects >> (level % 64)) & 1) != 0;
    }

    private void WriteString()
    {
        Write("\"");
        for (int length = random.Next(random.Next(12)); length > 0; length--)
        {
            Write(random.Next(4) == 0 ? Pick(Escapes) : Pick(Characters));
        }

        Write("\"");
    }

    private void WriteBlank()
    {
        if (random.Next(6) == 0)
        {
            Write(Pick(Blanks));
        }
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private void Write(string text) => json.Advance(Encoding.UTF8.GetBytes(text, json.GetSpan(3 * text.Length)));
}
