using System.Globalization;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary>
/// <c>GET /v1/logs</c> and <c>GET /v1/logs/{callId}</c>. A token sees only its own environment. A token that is bound to a team or service sees only its own calls.
/// </summary>
internal sealed class LogsEndpoint(IServerStorage storage)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    /// <summary>Lists calls, newest first, a page at a time, without their bodies.</summary>
    public async Task ListAsync(HttpContext context, ApiToken token)
    {
        IQueryCollection query = context.Request.Query;
        if (!TryNumber(query["limit"], DefaultLimit, out long limit) || limit is < 1 or > MaxLimit)
        {
            await ProblemResponse.WriteAsync(context.Features, Problems.InvalidQuery($"The parameter 'limit' must be a whole number from 1 to {MaxLimit}."));
            return;
        }

        if (!TryNumber(query["cursor"], long.MaxValue, out long cursor))
        {
            await ProblemResponse.WriteAsync(context.Features, Problems.InvalidQuery("The parameter 'cursor' must be the 'nextCursor' of the page before."));
            return;
        }

        if (QueryTime.TryRead(query, out long? since) is Problem notATime)
        {
            await ProblemResponse.WriteAsync(context.Features, notATime);
            return;
        }

        using IApiLogReader log = storage.OpenApiLog();
        ApiLogPage page = await log.ListAsync(new ApiLogQuery { Environment = token.Environment, Token = token.Kind == TokenKind.Global ? null : token.Id, Since = since, Before = cursor, Limit = (int)limit });
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray("calls"u8);
            foreach (ApiLogRow row in page.Rows)
            {
                json.WriteStartObject();
                ApiLogJson.WriteMembers(json, row.Entry, withBody: false);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("nextCursor"u8, page.NextCursor?.ToString(CultureInfo.InvariantCulture));
        });
    }

    /// <summary>Shows one call with its body.</summary>
    public async Task ShowAsync(HttpContext context, ApiToken token, string id)
    {
        using IApiLogReader log = storage.OpenApiLog();
        ApiLogRow? row = TimeOrderedId.TryParse(id, out TimeOrderedId callId) ? await log.FindAsync(callId) : null;
        await (row is null || !Sees(token, row.Entry)
            ? ProblemResponse.WriteAsync(context.Features, Problems.CallNotFound)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => ApiLogJson.WriteMembers(json, row.Entry, withBody: true)));
    }

    /// <summary>Whether a token may see a call: the call is of its environment and, if the token is bound to a team or service, its own.</summary>
    public static bool Sees(ApiToken token, ApiLogEntry call) => call.Environment == token.Environment && (token.Kind == TokenKind.Global || call.TokenId == token.Id);

    private static bool TryNumber(string? text, long otherwise, out long number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
