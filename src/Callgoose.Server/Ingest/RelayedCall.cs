using System.Globalization;
using System.Text;
using Callgoose.Delivery.Relay;
using Callgoose.Doors;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Ingest;

/// <summary>
/// On an upstream: what the head of a relayed call says, believed of a token of kind relay alone. Its place in the line of the relay, when it was received
/// there, under which id, and the environment and reach of the token that it came with, within what the relay's token was granted.
/// </summary>
internal static class RelayedCall
{
    /// <summary>Takes the head over into the call.</summary>
    /// <returns>The refusal, or null.</returns>
    public static Problem? Take(WebhookCall webhook)
    {
        ApiToken token = webhook.Token;
        IHeaderDictionary headers = webhook.Request.Headers;
        bool isRelayed = headers[RelayHeaders.Place].Count > 0;
        if (token.Kind != TokenKind.Relay)
        {
            return isRelayed ? Problems.NotOfARelay : null;
        }

        if (!isRelayed || webhook.Door != ProcessDoor.Instance)
        {
            return Problems.OnlyRelayed;
        }

        if (!RelayHeaders.TryRead(headers[RelayHeaders.Place].ToString(), out RelayPlace place, out long receivedAt, out TimeOrderedId id)
            || !TryText(headers, RelayHeaders.Environment, out string? environment)
            || !TryText(headers, RelayHeaders.Team, out string? team)
            || !TryText(headers, RelayHeaders.Service, out string? service)
            || (team is not null && service is not null))
        {
            return Problems.InvalidRelayed;
        }

        if (!RelayGrant.IncludesEnvironment(token, environment ?? string.Empty) || IsOutside(token, team, service))
        {
            return Problems.NotGranted;
        }

        IncomingCall call = webhook.Call;
        call.Relayed = place;

        // Nothing was received before it came here: a clock that is ahead there is not believed.
        call.ReceivedAt = Math.Min(receivedAt, call.ReceivedAt);

        // The ids of this server follow the newest that it has kept.
        call.Id = id < call.Id ? id : call.Id;
        webhook.Token = token with
        {
            Environment = environment ?? string.Empty,
            Kind = team is not null ? TokenKind.Team : service is not null ? TokenKind.Service : TokenKind.Global,
            BoundTo = team ?? service,
            Within = token,
        };
        return null;
    }

    /// <summary>Says in the head of the answer which call was taken: nothing else between the servers can look like that.</summary>
    public static void Confirm(WebhookCall webhook) =>
        webhook.Features.GetRequiredFeature<IHttpResponseFeature>().Headers[RelayHeaders.Taken] =
            webhook.Call.Relayed.Sequence.ToString(CultureInfo.InvariantCulture);

    /// <summary>What names another team or service than the grant. A service may be one of the team that was granted, which only the configuration knows.</summary>
    private static bool IsOutside(ApiToken relay, string? team, string? service) => RelayGrant.Split(relay.BoundTo) switch
    {
        ("team", string granted) => team is not null && team != granted,
        ("service", string granted) => service is not null && service != granted,
        _ => false,
    };

    private static bool TryText(IHeaderDictionary headers, string name, out string? text)
    {
        text = null;
        if (headers[name].Count == 0)
        {
            return true;
        }

        string encoded = headers[name].ToString();
        byte[] bytes = new byte[PercentDecoding.MaxBytesPerChar * encoded.Length];
        text = Encoding.UTF8.GetString(bytes.AsSpan(0, PercentDecoding.Decode(encoded, bytes)));
        return headers[name].Count == 1;
    }
}
