using System.Globalization;
using Callgoose.Http;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary>The parameters <c>since</c> and <c>until</c> of lists.</summary>
internal static class QueryTime
{
    /// <summary>Reads <c>since</c>.</summary>
    /// <param name="parameters">The parameters; if one is repeated, the first counts.</param>
    /// <param name="since">The time, in Unix milliseconds; null if there is none.</param>
    /// <returns>The problem, or null.</returns>
    public static Problem? TryRead(IQueryCollection parameters, out long? since) => TryRead(parameters, "since", out since);

    /// <summary>Reads a time parameter.</summary>
    /// <param name="parameters">The parameters; if one is repeated, the first counts.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="since">The time, in Unix milliseconds; null if there is none.</param>
    /// <returns>The problem, or null.</returns>
    public static Problem? TryRead(IQueryCollection parameters, string name, out long? since)
    {
        since = null;
        if (parameters[name] is not [string text, ..] || text.Length == 0)
        {
            return null;
        }

        // The plus sign of a time zone arrives as a space if the client did not percent-encode it.
        if (!DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return Problems.InvalidQuery($"The parameter '{name}' must be a time such as 2025-11-10T09:12:00Z (RFC 3339).");
        }

        since = time.ToUnixTimeMilliseconds();
        return null;
    }
}
