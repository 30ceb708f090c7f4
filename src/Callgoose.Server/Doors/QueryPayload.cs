using System.Text;
using Callgoose.Auth;
using Callgoose.Incidents;

namespace Callgoose.Doors;

/// <summary>The payload of a <c>GET</c>: the parameters of its query, as a form.</summary>
internal static class QueryPayload
{
    /// <summary>Writes the parameters into the body, without those that hold the token and the source.</summary>
    /// <param name="query">The query string, percent-encoded as received.</param>
    /// <param name="body">The body of the call. Its content is replaced, because a GET has none.</param>
    public static void Take(ReadOnlySpan<char> query, TextArena body)
    {
        body.Reset();
        foreach (Range range in query.TrimStart('?').Split('&'))
        {
            ReadOnlySpan<char> pair = query.TrimStart('?')[range];
            if (pair.IsEmpty || IsNamed(pair, SourceName.QueryName) || IsNamed(pair, PresentedToken.QueryName))
            {
                continue;
            }

            if (body.Length > 0)
            {
                body.Append("&"u8);
            }

            Append(pair, body);
            if (!pair.Contains('='))
            {
                // A parameter without a value is a field, too; without the sign the whole form would count as text.
                body.Append("="u8);
            }
        }
    }

    private static bool IsNamed(ReadOnlySpan<char> pair, string name) =>
        pair.StartsWith(name, StringComparison.Ordinal) && (pair.Length == name.Length || pair[name.Length] == '=');

    private static void Append(ReadOnlySpan<char> pair, TextArena body)
    {
        Span<byte> piece = stackalloc byte[3 * 64];
        while (!pair.IsEmpty)
        {
            ReadOnlySpan<char> part = pair[..Math.Min(pair.Length, 64)];
            body.Append(piece[..Encoding.UTF8.GetBytes(part, piece)]);
            pair = pair[part.Length..];
        }
    }
}
