using Callgoose.Api;
using Callgoose.Ingest;
using Callgoose.Observability.Metrics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Hosting;

/// <summary>
/// What Kestrel calls for each request: webhooks go straight to their endpoint, without routing, middleware or an
/// <see cref="HttpContext"/>; everything else is rare and may have all of that.
/// </summary>
internal sealed class HttpApplication(WebhookEndpoint webhooks, ApiRouter api, StatusCounters answers, RequestFaults faults)
    : IHttpApplication<IFeatureCollection>
{
    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception) =>
        answers.Count(context.GetRequiredFeature<IHttpResponseFeature>().StatusCode);

    /// <inheritdoc/>
    public Task ProcessRequestAsync(IFeatureCollection context)
    {
        string path = context.GetRequiredFeature<IHttpRequestFeature>().Path;
        return Paths.IsProcess(path) ? webhooks.HandleAsync(context) : HandleApiAsync(context, path);
    }

    private async Task HandleApiAsync(IFeatureCollection context, string path)
    {
        try
        {
            await api.HandleAsync(new DefaultHttpContext(context), path);
        }
        catch (Exception e)
        {
            await faults.AnswerAsync(context, e);
        }
    }
}
