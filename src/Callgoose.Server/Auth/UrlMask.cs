namespace Callgoose.Auth;

/// <summary>Hides the token in a URL that is kept or shown (process-api.md 2).</summary>
internal static class UrlMask
{
    private const string Masked = "***";

    /// <summary>Tells whether a token was hidden in the query of a URL.</summary>
    public static bool HidesToken(string masked) => masked.Contains("token=" + Masked, StringComparison.Ordinal);

    /// <summary>Puts <c>***</c> in place of every value of the parameter <c>token</c>, and of whatever looks like a token elsewhere, escaped or not.</summary>
    /// <param name="path">The path.</param>
    /// <param name="query">The query string with its question mark; may be empty.</param>
    public static string Apply(string path, string query)
    {
        if (query.Length < 2)
        {
            return SecretMask.Apply(path);
        }

        IEnumerable<string> parts = query[1..].Split('&').Select(static part =>
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            return equals >= 0 && Decoded(part[..equals]) == "token" ? $"{part[..equals]}={Masked}" : part;
        });
        return SecretMask.Apply($"{path}?{string.Join('&', parts)}");
    }

    /// <summary>A name without its percent signs, however often it was encoded: what another server on the way might have read counts, too.</summary>
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
