using System.Collections.Immutable;
using System.Text;

namespace Callgoose.Services;

/// <summary>Texts that must all appear in a payload. They are compared byte by byte with the body as received.</summary>
internal sealed class TagFilter(IEnumerable<string> texts)
{
    private readonly ImmutableArray<byte[]> texts = [.. texts.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The texts.</summary>
    public IEnumerable<string> Texts => texts.Select(Encoding.UTF8.GetString);

    /// <summary>Tells whether all texts appear in a payload, in any order and at any place.</summary>
    public bool Finds(ReadOnlySpan<byte> payload)
    {
        foreach (byte[] text in texts)
        {
            if (payload.IndexOf(text) < 0)
            {
                return false;
            }
        }

        return true;
    }
}
