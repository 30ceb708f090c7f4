using System.Collections.Immutable;
using Callgoose.Doors;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Ingest;
using Callgoose.Services;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Server.Tests.Ingest;

/// <summary>Calls in their state after step 1, for tests of the later steps.</summary>
internal static class Webhooks
{
    public static readonly ApiToken Token = new()
    {
        Id = new TimeOrderedIds(TimeProvider.System).Next(),
        Name = "test",
        Kind = TokenKind.Global,
        Scopes = TokenScopes.Process,
        Environment = "",
        CreatedAt = 0,
    };

    public static IFeatureCollection Features(string? contentType = "application/json")
    {
        var request = new HttpRequestFeature { Method = "POST", Path = "/v1/process" };
        if (contentType is not null)
        {
            request.Headers.ContentType = contentType;
        }

        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        return features;
    }

    public static WebhookCall Received(ReadOnlySpan<byte> body, string? contentType = "application/json")
    {
        var webhook = new WebhookCall();
        Receive(webhook, Features(contentType), body);
        return webhook;
    }

    /// <summary>Steps 2 to 4: the door reads the body, and the filters of the services run over it.</summary>
    public static Problem? Run(WebhookCall webhook, ImmutableArray<Service> services) => ReadStep.TakeBody(webhook) ?? ServicesStep.Run(webhook, services);

    public static void Receive(WebhookCall webhook, IFeatureCollection features, ReadOnlySpan<byte> body)
    {
        webhook.Begin(ProcessDoor.Instance, features, default, 0);
        webhook.Token = Token;
        webhook.Call.Source = webhook.Call.Text.Append("BetterStack"u8);
        webhook.Call.Body.Append(body);
    }
}
