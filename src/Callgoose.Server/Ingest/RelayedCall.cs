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
/// On an upstream: reads the headers of a relayed call, which are trusted only from a token of kind relay. They hold the call's place in the relay's queue, the time
/// and the id of its receipt there, and the environment and reach of its original token, within the grant of the relay's token.
/// </summary>
internal static class RelayedCall
{
    /// <summary>Copies the headers into the call.</summary>
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

        // The relay received the call before it arrived here, so a relay clock that is ahead is not trusted.
        call.ReceivedAt = Math.Min(receivedAt, call.ReceivedAt);

        // New ids of this server follow the newest stored one, so an id from the future is not stored.
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

    /// <summary>Confirms in the response headers which call was accepted. No other response between the servers can look like that.</summary>
    public static void Confirm(WebhookCall webhook) =>
        webhook.Features.GetRequiredFeature<IHttpResponseFeature>().Headers[RelayHeaders.Taken] =
            webhook.Call.Relayed.Sequence.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a call names another team or service than the grant. A service may belong to the granted team; only the configuration knows that.</summary>
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
