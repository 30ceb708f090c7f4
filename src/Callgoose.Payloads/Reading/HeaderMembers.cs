using System.Text;

namespace Callgoose.Payloads;

/// <summary>Adds request headers to a payload as members of its object (Catalog/README.md 2), after its own members, so that the headers count.</summary>
/// <param name="body">The payload, which may be invalid.</param>
/// <param name="scratch">The buffer for the new payload.</param>
public ref struct HeaderMembers(ReadOnlySpan<byte> body, ScratchBuffer scratch)
{
    /// <summary>The maximum length of a value; headers with longer values are left out.</summary>
    public const int MaxValueLength = 4096;

    private readonly ScratchBuffer scratch = scratch;

    /// <summary>The payload with the added headers.</summary>
    public ReadOnlySpan<byte> Body { get; private set; } = body;

    /// <summary>Adds a header. Does nothing if the payload does not end like an object.</summary>
    /// <param name="name">The name of the header, without characters to escape; the name of the member has <c>@</c> before it.</param>
    /// <param name="value">The value.</param>
    public void Add(string name, ReadOnlySpan<char> value)
    {
        ReadOnlySpan<byte> trimmed = Body.TrimEnd(" \t\r\n"u8);
        if (trimmed.IsEmpty || trimmed[^1] != (byte)'}' || value.Length > MaxValueLength)
        {
            return;
        }

        ReadOnlySpan<byte> members = trimmed[..^1];
        ReadOnlySpan<byte> inner = members.TrimEnd(" \t\r\n"u8);
        bool isFirst = !inner.IsEmpty && inner[^1] == (byte)'{';
        Span<byte> longer = scratch.Take(members.Length + name.Length + (2 * value.Length) + 8);
        members.CopyTo(longer);
        int at = members.Length;
        if (!isFirst)
        {
            longer[at++] = (byte)',';
        }

        longer[at++] = (byte)'"';
        longer[at++] = (byte)'@';
        at += Encoding.ASCII.GetBytes(name, longer[at..]);
        longer[at++] = (byte)'"';
        longer[at++] = (byte)':';
        longer[at++] = (byte)'"';
        foreach (char c in value)
        {
            // Headers are ASCII; the encoding of other characters that a server accepts is unknown.
            at += Write(c is >= ' ' and <= '~' ? c : '?', longer[at..]);
        }

        longer[at++] = (byte)'"';
        longer[at++] = (byte)'}';
        Body = longer[..at];
    }

    private static int Write(char c, Span<byte> to)
    {
        int length = c is '"' or '\\' ? 2 : 1;
        to[0] = (byte)'\\';
        to[length - 1] = (byte)c;
        return length;
    }
}
