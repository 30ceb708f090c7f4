using System.Text;

namespace Callgoose.Auth;

/// <summary>Hides the token in a URL that is stored or shown (ProcessApi.md 2).</summary>
internal static class UrlMask
{
    private const string Masked = "***";

    /// <summary>The query parameters in which senders put keys: ours, and those that the tools of the other protocols once accepted.</summary>
    private static readonly string[] SecretNames = ["token", "access_token", "routing_key", "service_key", "genieKey", "apiKey", "api_key"];

    /// <summary>Parameter separators. A second question mark or a semicolon separates, too: in URLs joined by hand, and on old servers.</summary>
    private const string Separators = "&;?";

    /// <summary>Whether a token was hidden in the query of a URL.</summary>
    public static bool HidesToken(string masked) => masked.Contains("token=" + Masked, StringComparison.Ordinal);

    /// <summary>Replaces with <c>***</c> the value of every parameter that is named like a key, and any text elsewhere that looks like a token, escaped or not.</summary>
    /// <param name="path">The path.</param>
    /// <param name="query">The query string with its question mark; may be empty.</param>
    /// <param name="known">The token of the call, whose copies are hidden everywhere; empty for none.</param>
    public static string Apply(string path, string query, ReadOnlySpan<char> known = default)
    {
        if (query.Length < 2)
        {
            return SecretMask.Apply(path, known);
        }

        var masked = new StringBuilder(path, path.Length + query.Length);
        for (int at = 0; at < query.Length;)
        {
            int end = query.AsSpan(at + 1).IndexOfAny(Separators) is >= 0 and int length ? at + 1 + length : query.Length;
            int equals = query.IndexOf('=', at, end - at);
            masked.Append(equals >= 0 && IsSecret(query[(at + 1)..equals]) ? string.Concat(query.AsSpan(at..(equals + 1)), Masked) : query[at..end]);
            at = end;
        }

        return SecretMask.Apply(masked.ToString(), known);
    }

    private static bool IsSecret(string name) => SecretNames.Contains(Decoded(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>Decodes a name, however often it was percent-encoded: another server on the way might have decoded it, too.</summary>
    private static string Decoded(string name)
    {
        string before;
        do
        {
            before = name;
            name = Uri.UnescapeDataString(name);
        }
        while (name != before);
        return name.Trim();
    }
}
