using Callgoose.Delivery.Relay;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary><c>/v1/relay</c>: the state of the relay, and the calls that the upstream refused. Both belong to the whole server.</summary>
/// <param name="relay">The relay service; null on a server that is not a relay.</param>
internal sealed class RelayEndpoint(RelayService? relay)
{
    private const int MostRefused = 100;

    /// <summary>Shows the status and the oldest refused calls.</summary>
    public Task ShowAsync(HttpContext context, ApiToken token) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WritePropertyName("relay"u8);
        if (relay is null)
        {
            json.WriteNullValue();
        }
        else
        {
            RelayJson.Write(json, relay.Status, isBrief: false);
        }

        RelayJson.WriteRefused(json, relay is not null && SeesAll(token) ? relay.Refused(MostRefused) : []);
    });

    /// <summary>Sends refused calls again, or removes them: the one that <c>id</c> names, or all.</summary>
    public async Task ReleaseAsync(HttpContext context, ApiToken token, bool remove)
    {
        string? idText = context.Request.Query["id"];
        TimeOrderedId id = default;
        Problem? problem =
            !SeesAll(token) ? Problems.ForbiddenToBoundTokens
            : idText is not null && !TimeOrderedId.TryParse(idText, out id) ? Problems.InvalidQuery("The parameter 'id' must be the id of a call.")
            : null;
        if (problem is null)
        {
            int? released = relay is null ? 0 : await relay.ReleaseAsync(idText is null ? null : id, remove);
            if (released is int changed)
            {
                await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => json.WriteNumber("changed"u8, changed));
                return;
            }

            problem = Problems.Unavailable;
        }

        await ProblemResponse.WriteAsync(context.Features, problem);
    }

    /// <summary>The queue holds calls of every environment and service, so only a token that covers all of them may see it.</summary>
    private static bool SeesAll(ApiToken token) => token is { Kind: TokenKind.Global, Environment: "" };
}
