using Callgoose.Incidents;

namespace Callgoose.Storage.Contract;

/// <summary>Limits on the texts of a timeline that a store keeps.</summary>
public static class LineTexts
{
    /// <summary>The maximum length of a filter's name that is kept, in UTF-16 units.</summary>
    public const int MaxCauseLength = 200;

    /// <summary>The start of a description, at most <see cref="ChangeLine.MaxDescriptionBytes"/>; never splits a character.</summary>
    /// <param name="text">The description, as UTF-8.</param>
    public static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> text)
    {
        if (text.Length <= ChangeLine.MaxDescriptionBytes)
        {
            return text;
        }

        int end = ChangeLine.MaxDescriptionBytes;
        while (end > 0 && (text[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return text[..end];
    }

    /// <summary>The start of a cause; never splits a character.</summary>
    public static ReadOnlySpan<char> Cut(string cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        if (cause.Length <= MaxCauseLength)
        {
            return cause;
        }

        return cause.AsSpan(0, char.IsHighSurrogate(cause[MaxCauseLength - 1]) ? MaxCauseLength - 1 : MaxCauseLength);
    }
}
