using Callgoose.Http;
using Callgoose.Learning;
using Callgoose.Storage;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary><c>GET /v1/unmatched</c>: the logged calls that no filter accepted, by source and shape. A token sees the same calls as in the log.</summary>
internal sealed class UnmatchedEndpoint(IServerStorage storage, LongWork longWork, TimeProvider clock)
{
    /// <summary>Groups the calls.</summary>
    public async Task ListAsync(HttpContext context, ApiToken token)
    {
        IQueryCollection query = context.Request.Query;
        Problem? problem = QueryTime.TryRead(query, out long? since);
        if (problem is null && (string?)query["samples"] is not (null or "" or "true" or "false"))
        {
            problem = Problems.InvalidQuery("The parameter 'samples' must be true or false.");
        }

        if (problem is not null)
        {
            await ProblemResponse.WriteAsync(context.Features, problem);
            return;
        }

        // Senders decide how much of the log there is to read.
        await longWork.TurnAsync();
        using IApiLogReader log = storage.OpenApiLog();
        UnmatchedCalls calls = await UnmatchedCalls.FindAsync(
            log,
            new ApiLogQuery { Environment = token.Environment, Token = token.Kind == TokenKind.Global ? null : token.Id, Since = since, Limit = 1 },
            query["samples"] == "true");
        using ITokenStore tokens = storage.OpenTokens();
        ApiToken[] seen = [.. (await tokens.ListAsync()).Where(other => other.Environment == token.Environment && (token.Kind == TokenKind.Global || other.Id == token.Id))];
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => UnmatchedJson.WriteMembers(json, calls, seen, clock.GetUtcNow().ToUnixTimeMilliseconds()));
    }
}
