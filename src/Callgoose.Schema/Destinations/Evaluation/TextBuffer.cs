namespace Callgoose.Schema.Destinations;

/// <summary>Builds texts as UTF-8, in one growing array that is reused. Not thread-safe.</summary>
public sealed class TextBuffer
{
    private static readonly byte[] Ellipsis = [0xE2, 0x80, 0xA6];
    private static readonly byte[] ZeroWidthSpace = [0xE2, 0x80, 0x8B];

    private byte[] bytes = new byte[1024];
    private byte[] spare = new byte[1024];

    /// <summary>The number of bytes in the buffer.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes from an offset on; valid until the next append.</summary>
    public ReadOnlySpan<byte> From(int start) => new(bytes, start, Length - start);

    /// <summary>Removes everything from an offset on.</summary>
    public void Truncate(int start) => Length = start;

    /// <summary>Appends UTF-8.</summary>
    public void Append(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(new Span<byte>(bytes, Length, text.Length));
        Length += text.Length;
    }

    /// <summary>Shortens the text from an offset on to a maximum number of code points.</summary>
    public void Cut(int start, int length)
    {
        int count = 0;
        int last = start;
        for (int at = start; at < Length; at++)
        {
            if ((bytes[at] & 0xC0) == 0x80)
            {
                continue;
            }

            if (count == length)
            {
                Length = last;
                Append(Ellipsis);
                return;
            }

            count++;
            last = at;
        }
    }

    /// <summary>Replaces <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> by entities, from an offset on.</summary>
    public void Xml(int start)
    {
        int length = Take(start);
        for (int i = 0; i < length; i++)
        {
            switch (spare[i])
            {
                case (byte)'&':
                    Append("&amp;"u8);
                    break;
                case (byte)'<':
                    Append("&lt;"u8);
                    break;
                case (byte)'>':
                    Append("&gt;"u8);
                    break;
                default:
                    Append(spare[i]);
                    break;
            }
        }
    }

    /// <summary>Puts a backslash before characters with a meaning in Markdown, from an offset on.</summary>
    public void Markdown(int start)
    {
        int length = Take(start);
        for (int i = 0; i < length; i++)
        {
            if ("\\`*_{}[]()#+-!|~>"u8.IndexOf(spare[i]) >= 0)
            {
                Append((byte)'\\');
            }

            Append(spare[i]);
        }
    }

    /// <summary>Percent-encodes the text from an offset on for a part of a URL.</summary>
    public void Url(int start)
    {
        int length = Take(start);
        for (int i = 0; i < length; i++)
        {
            byte b = spare[i];
            if (b is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9')
                or (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
            {
                Append(b);
            }
            else
            {
                Append((byte)'%');
                Append("0123456789ABCDEF"u8[b >> 4]);
                Append("0123456789ABCDEF"u8[b & 15]);
            }
        }
    }

    /// <summary>Prepares the URL from an offset on for another parameter.</summary>
    public void Query(int start)
    {
        if (From(start).IndexOf((byte)'#') is int fragment and >= 0)
        {
            Length = start + fragment;
        }

        int question = From(start).IndexOf((byte)'?');
        if (question < 0)
        {
            Append((byte)'?');
        }
        else if (bytes[Length - 1] is not ((byte)'?' or (byte)'&'))
        {
            Append((byte)'&');
        }
    }

    /// <summary>Prepares the URL from an offset on for a path after it.</summary>
    public void Base(int start)
    {
        if (From(start).IndexOfAny((byte)'?', (byte)'#') is int end and >= 0)
        {
            Length = start + end;
        }

        while (Length > start && bytes[Length - 1] == (byte)'/')
        {
            Length--;
        }
    }

    /// <summary>Converts ASCII letters from an offset on to upper case.</summary>
    public void Upper(int start)
    {
        for (int i = start; i < Length; i++)
        {
            if (bytes[i] is >= (byte)'a' and <= (byte)'z')
            {
                bytes[i] -= 32;
            }
        }
    }

    /// <summary>Replaces control characters from an offset on by blanks.</summary>
    public void Line(int start)
    {
        for (int i = start; i < Length; i++)
        {
            if (bytes[i] is < 0x20 or 0x7F)
            {
                bytes[i] = (byte)' ';
            }
        }
    }

    /// <summary>Puts a zero-width space after characters that begin a mention, from an offset on.</summary>
    public void Unmention(int start)
    {
        int length = Take(start);
        for (int i = 0; i < length; i++)
        {
            Append(spare[i]);
            if (spare[i] is (byte)'@' or (byte)'<')
            {
                Append(ZeroWidthSpace);
            }
        }
    }

    private void Append(byte b)
    {
        Reserve(1);
        bytes[Length++] = b;
    }

    /// <summary>Moves the text from an offset on to the other array, to be written again.</summary>
    private int Take(int start)
    {
        int length = Length - start;
        if (spare.Length < length)
        {
            spare = new byte[bytes.Length];
        }

        Array.Copy(bytes, start, spare, 0, length);
        Length = start;
        return length;
    }

    private void Reserve(int more)
    {
        if (Length + more > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + more));
        }
    }
}
