using System.Globalization;
using Callgoose.Http;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary>The parameters <c>since</c> and <c>until</c> of lists.</summary>
internal static class QueryTime
{
    /// <summary>Reads it.</summary>
    /// <param name="parameters">The parameters; of a repeated one the first counts.</param>
    /// <param name="since">The time, in Unix milliseconds; null if there is none.</param>
    /// <returns>What is wrong, or null.</returns>
    public static Problem? TryRead(IQueryCollection parameters, out long? since) => TryRead(parameters, "since", out since);

    /// <summary>Reads one of them.</summary>
    /// <param name="parameters">The parameters; of a repeated one the first counts.</param>
    /// <param name="name">Its name.</param>
    /// <param name="since">The time, in Unix milliseconds; null if there is none.</param>
    /// <returns>What is wrong, or null.</returns>
    public static Problem? TryRead(IQueryCollection parameters, string name, out long? since)
    {
        since = null;
        if (parameters[name] is not [string text, ..] || text.Length == 0)
        {
            return null;
        }

        // A plus sign of a time zone arrives as a blank when it was not percent-encoded.
        if (!DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return Problems.InvalidQuery($"The parameter '{name}' must be a time such as 2025-11-10T09:12:00Z (RFC 3339).");
        }

        since = time.ToUnixTimeMilliseconds();
        return null;
    }
}
