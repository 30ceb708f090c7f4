using Callgoose.Http;
using Callgoose.Payloads;
using Callgoose.Refusals;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary>
/// <c>GET /v1/refusals</c>: the newest refused calls, for admin tokens without a team or service. A token of a named environment sees only those of its
/// environment's tokens.
/// </summary>
internal sealed class RefusalsEndpoint(RefusedCalls refusals)
{
    /// <summary>Lists the refused calls, newest first.</summary>
    public Task ListAsync(HttpContext context, ApiToken admin) => admin.Kind != TokenKind.Global
        ? ProblemResponse.WriteAsync(context.Features, Problems.ForbiddenToBoundTokens)
        : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray("refusals"u8);
            foreach (RefusedCall call in refusals.List(admin.Environment))
            {
                json.WriteStartObject();
                json.WriteTime("lastAt"u8, call.LastAt);
                json.WriteTime("firstAt"u8, call.FirstAt);
                json.WriteNumber("count"u8, call.Count);
                json.WriteNumber("status"u8, call.Status);
                json.WriteString("type"u8, call.Type);
                json.WriteString("detail"u8, call.Detail);
                json.WriteString("remoteAddress"u8, call.RemoteAddress);
                json.WriteString("tokenName"u8, call.TokenName);
                json.WriteString("method"u8, call.Method);
                json.WriteString("url"u8, call.Url);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("leftOut"u8, refusals.LeftOut);
        });
}
