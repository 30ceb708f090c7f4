namespace Callgoose.Http;

/// <summary>Finds parameters in a query string without splitting it.</summary>
internal static class QueryParameters
{
    /// <summary>Finds the first parameter with a name, which is compared without decoding.</summary>
    /// <param name="query">The query string, with or without its question mark.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, still percent-encoded.</param>
    public static bool TryFind(ReadOnlySpan<char> query, ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        if (query.StartsWith('?'))
        {
            query = query[1..];
        }

        foreach (Range range in query.Split('&'))
        {
            ReadOnlySpan<char> pair = query[range];
            if (pair.StartsWith(name) && (pair.Length == name.Length || pair[name.Length] == '='))
            {
                value = pair.Length == name.Length ? default : pair[(name.Length + 1)..];
                return true;
            }
        }

        value = default;
        return false;
    }
}
