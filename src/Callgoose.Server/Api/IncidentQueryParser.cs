using System.Globalization;
using Callgoose.Http;
using Callgoose.Storage.Reading;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary>Reads the query of <c>GET /v1/incidents</c>. Unknown parameters are ignored (ProcessApi.md 1).</summary>
internal static class IncidentQueryParser
{
    private const int MaxLimit = 1000;
    private const int DefaultLimit = 50;

    /// <summary>Reads the query.</summary>
    /// <param name="parameters">The parameters; if one is repeated, the first counts.</param>
    /// <param name="environment">The environment of the token.</param>
    /// <param name="query">The query, if it is valid.</param>
    /// <returns>The problem, or null.</returns>
    public static Problem? TryParse(IQueryCollection parameters, string environment, out IncidentQuery? query)
    {
        query = null;
        long? until = null;
        IncidentStateFilter? state = null;
        if (Value(parameters, "state") is string stateText)
        {
            state = StateOf(stateText);
            if (state is null)
            {
                return Problems.InvalidQuery("The parameter 'state' must be active, triggered, acknowledged, resolved or suppressed.");
            }
        }

        if ((QueryTime.TryRead(parameters, out long? since) ?? QueryTime.TryRead(parameters, "until", out until)) is Problem notATime)
        {
            return notATime;
        }

        if (Value(parameters, "urgency") is string urgency && urgency is not ("high" or "low"))
        {
            return Problems.InvalidQuery("The parameter 'urgency' must be high, which P1 to P3 are, too, or low.");
        }

        if (!TryNumber(parameters, "limit", DefaultLimit, 1, MaxLimit, out long limit))
        {
            return Problems.InvalidQuery($"The parameter 'limit' must be a whole number from 1 to {MaxLimit}.");
        }

        if (!TryNumber(parameters, "cursor", long.MaxValue, 0, long.MaxValue, out long cursor))
        {
            return Problems.InvalidQuery("The parameter 'cursor' must be a 'nextCursor' of an earlier answer.");
        }

        query = new IncidentQuery
        {
            State = state,
            Service = Value(parameters, "service"),
            Source = Value(parameters, "source"),
            Environment = environment,
            Search = Value(parameters, "search")?.Trim() is { Length: > 0 } search ? search : null,
            Since = since,
            Until = until,
            IsHigh = Value(parameters, "urgency") is string wanted ? wanted == "high" : null,
            Limit = (int)limit,
            BeforeSequence = cursor,
        };
        return null;
    }

    private static IncidentStateFilter? StateOf(string text) => text switch
    {
        "active" => IncidentStateFilter.Active,
        "triggered" => IncidentStateFilter.Triggered,
        "acknowledged" => IncidentStateFilter.Acknowledged,
        "resolved" => IncidentStateFilter.Resolved,
        "suppressed" => IncidentStateFilter.Suppressed,
        _ => null,
    };

    private static bool TryNumber(IQueryCollection parameters, string name, long fallback, long least, long most, out long number)
    {
        number = fallback;
        return Value(parameters, name) is not string text
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);
    }

    private static string? Value(IQueryCollection parameters, string name) =>
        parameters[name] is [{ Length: > 0 } first, ..] ? first : null;
}
