using System.Text;

namespace Callgoose.Auth;

/// <summary>Hides tokens in texts that repeat what somebody typed.</summary>
internal static class SecretMask
{
    private const string Prefix = "cg_";

    /// <summary>Tells whether there is something in a text that begins like a token.</summary>
    public static bool Finds(string text) => text.Contains(Prefix, StringComparison.Ordinal);

    /// <summary>Replaces whatever begins like a token, up to the next character that no token has, by <c>cg_...</c>.</summary>
    public static string Apply(string text)
    {
        var masked = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length;)
        {
            int token = text.IndexOf(Prefix, at, StringComparison.Ordinal);
            if (token < 0)
            {
                return masked.Append(text, at, text.Length - at).ToString();
            }

            masked.Append(text, at, token - at).Append(Prefix).Append("...");
            at = token + Prefix.Length;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_'))
            {
                at++;
            }
        }

        return masked.ToString();
    }
}
