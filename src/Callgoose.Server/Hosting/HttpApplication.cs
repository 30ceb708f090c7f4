using Callgoose.Api;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Doors;
using Callgoose.Http;
using Callgoose.Ingest;
using Callgoose.Observability.Metrics;
using Callgoose.Threads;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Hosting;

/// <summary>
/// Handles the requests from Kestrel. Webhooks go straight to their endpoint, without routing, middleware or an
/// <see cref="HttpContext"/>. All other requests are rare and may use these.
/// </summary>
internal sealed class HttpApplication(
    IReadOnlyList<IDoor> doors,
    WebhookEndpoint webhooks,
    ApiRouter api,
    LongWork longWork,
    StatusCounters answers,
    RequestFaults faults,
    ServerSettings settings)
    : IHttpApplication<IFeatureCollection>
{
    private int underWay;

    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures)
    {
        Interlocked.Increment(ref underWay);
        return contextFeatures;
    }

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
        Interlocked.Decrement(ref underWay);
        answers.Count(context.GetRequiredFeature<IHttpResponseFeature>().StatusCode);
    }

    /// <inheritdoc/>
    public Task ProcessRequestAsync(IFeatureCollection context)
    {
        IHttpRequestFeature request = context.GetRequiredFeature<IHttpRequestFeature>();
        ForbidKeeping(context, request.QueryString);
        string path = request.Path;
        IDoor? door = DoorOf(request.Method, path);
        if (RequestForm.RefusalOf(request) is int status)
        {
            // It is uncertain where the next request would begin.
            context.GetRequiredFeature<IHttpResponseFeature>().Headers.Connection = "close";
            Problem malformed = Problems.BadHttpRequest(status);
            return door is not null ? webhooks.RefuseAsync(door, context, malformed) : DoorPath.RefuseAsync(context, path, malformed);
        }

        return door is not null ? (IsBusy ? webhooks.RefuseAsync(door, context, Problems.Busy) : webhooks.HandleAsync(door, context))
            : IsBusy && !Paths.IsProbe(path) ? DoorPath.RefuseAsync(context, path, Problems.Busy)
            : HandleApiAsync(context, path);
    }

    private IDoor? DoorOf(string method, string path)
    {
        for (int i = 0; i < doors.Count; i++)
        {
            if (doors[i].Takes(method, path))
            {
                return doors[i];
            }
        }

        return null;
    }

    private bool IsBusy => Volatile.Read(ref underWay) > settings.Limits.Requests;

    /// <summary>Forbids caching of the answer, and keeps a token in the URL from leaking to the pages that a page links to.</summary>
    private static void ForbidKeeping(IFeatureCollection context, string query)
    {
        IHeaderDictionary headers = context.GetRequiredFeature<IHttpResponseFeature>().Headers;
        headers.CacheControl = "no-store";

        // A browser must trust the declared content type, whatever the answer looks like.
        headers.XContentTypeOptions = "nosniff";
        if (PresentedToken.IsInUrl(query))
        {
            headers["Referrer-Policy"] = "no-referrer";
        }
    }

    private async Task HandleApiAsync(IFeatureCollection context, string path)
    {
        try
        {
            // Most of these requests read from the disk. Monitoring probes do not wait for them.
            if (!Paths.IsProbe(path))
            {
                await longWork.TurnAsync();
            }

            await api.HandleAsync(new DefaultHttpContext(context), path);
        }
        catch (Exception e)
        {
            await faults.AnswerAsync(context, e);
        }
    }
}
