using System.Globalization;
using System.Text;

namespace Callgoose.Testing;

/// <summary>Bodies in the notation of the test tables: UTF-8 text, in which <c>&lt;FF&gt;</c> stands for one byte.</summary>
internal static class Notation
{
    public static byte[] Bytes(string notation)
    {
        var bytes = new List<byte>();
        ReadOnlySpan<char> rest = notation;
        while (!rest.IsEmpty)
        {
            if (rest is ['<', _, _, '>', ..]
                && byte.TryParse(rest[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte b))
            {
                bytes.Add(b);
                rest = rest[4..];
                continue;
            }

            int plain = rest[1..].IndexOf('<') + 1;
            plain = plain == 0 ? rest.Length : plain;
            bytes.AddRange(Encoding.UTF8.GetBytes(rest[..plain].ToString()));
            rest = rest[plain..];
        }

        return [.. bytes];
    }
}
