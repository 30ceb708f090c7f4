using Callgoose.Delivery.Relay;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary><c>/v1/relay</c>: how it stands with relaying, and what the upstream refused. Both are the server's own.</summary>
/// <param name="relay">Relaying; null on a server that is no relay.</param>
internal sealed class RelayEndpoint(RelayService? relay)
{
    private const int MostRefused = 100;

    /// <summary>Shows the status and the oldest of the calls that were refused.</summary>
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

    /// <summary>Sends calls that were refused once more, or removes them: the one that <c>id</c> names, or all.</summary>
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

    /// <summary>Calls of every environment and service are in the line.</summary>
    private static bool SeesAll(ApiToken token) => token is { Kind: TokenKind.Global, Environment: "" };
}
