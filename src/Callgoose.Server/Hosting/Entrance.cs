using Callgoose.Api;
using Callgoose.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Hosting;

/// <summary>
/// Answers requests while the server runs but cannot reach its shared store: 503 for every request, and the reason at <c>/readyz</c>.
/// Once the store is open, every request goes to the application, on the same addresses and connections.
/// </summary>
internal sealed class Entrance : IHttpApplication<Entrance.Visit>
{
    private volatile HttpApplication? application;
    private volatile string reason = string.Empty;

    /// <summary>A request and the application that answers it. The application does not change during the request.</summary>
    /// <param name="Request">The request.</param>
    /// <param name="Application">The application; null while the store cannot be reached.</param>
    public readonly record struct Visit(IFeatureCollection Request, HttpApplication? Application);

    /// <summary>Why the store cannot be reached, as a sentence.</summary>
    public string Reason
    {
        get => reason;
        set => reason = value;
    }

    /// <summary>Passes all further requests to the application.</summary>
    public void Open(HttpApplication to) => application = to;

    /// <inheritdoc/>
    public Visit CreateContext(IFeatureCollection contextFeatures) =>
        application is HttpApplication open ? new Visit(open.CreateContext(contextFeatures), open) : new Visit(contextFeatures, null);

    /// <inheritdoc/>
    public Task ProcessRequestAsync(Visit context) => context.Application?.ProcessRequestAsync(context.Request) ?? RefuseAsync(context.Request);

    /// <inheritdoc/>
    public void DisposeContext(Visit context, Exception? exception) => context.Application?.DisposeContext(context.Request, exception);

    private Task RefuseAsync(IFeatureCollection request)
    {
        IHeaderDictionary headers = request.GetRequiredFeature<IHttpResponseFeature>().Headers;
        headers.XContentTypeOptions = "nosniff";
        IHttpRequestFeature asked = request.GetRequiredFeature<IHttpRequestFeature>();
        if (RequestForm.RefusalOf(asked) is int status)
        {
            // It is uncertain where the next request would begin.
            headers.Connection = "close";
            return ProblemResponse.WriteAsync(request, Problems.BadHttpRequest(status));
        }

        return asked.Path switch
        {
            Paths.Alive or Paths.AlertmanagerAlive => HealthEndpoint.AliveAsync(new DefaultHttpContext(request)),
            Paths.Ready => JsonAnswer.WriteAsync(new DefaultHttpContext(request), StatusCodes.Status503ServiceUnavailable, json =>
            {
                json.WriteBoolean("ready"u8, false);
                json.WriteString("fault"u8, Reason);
            }),
            _ => DoorPath.RefuseAsync(request, asked.Path, Problems.Unavailable),
        };
    }
}
