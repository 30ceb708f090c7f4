using Callgoose.Api;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Ingest;
using Callgoose.Observability;
using Callgoose.Observability.Metrics;
using Callgoose.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>
/// What Kestrel calls for each request: webhooks go straight to their endpoint, without routing, middleware or an
/// <see cref="HttpContext"/>; everything else is rare and may have all of that.
/// </summary>
internal sealed class HttpApplication(
    WebhookEndpoint webhooks, ApiRouter api, StatusCounters answers, ServerSettings settings, ILogger<HttpApplication> log)
    : IHttpApplication<IFeatureCollection>
{
    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception) =>
        answers.Count(context.GetRequiredFeature<IHttpResponseFeature>().StatusCode);

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        try
        {
            string path = context.GetRequiredFeature<IHttpRequestFeature>().Path;
            await (Paths.IsProcess(path) ? webhooks.HandleAsync(context) : api.HandleAsync(new DefaultHttpContext(context), path));
        }
        catch (BadHttpRequestException e)
        {
            await ProblemResponse.WriteAsync(context, Refusal(e.StatusCode));
        }
        catch (IOException e) when (e.InnerException is OverflowException)
        {
            // How Kestrel tells of a chunk size that is past every number.
            await ProblemResponse.WriteAsync(context, Problems.BadHttpRequest(StatusCodes.Status400BadRequest));
        }
        catch (Exception e) when (e is ConnectionAbortedException or ConnectionResetException or OperationCanceledException)
        {
            // The client is gone: there is nobody to answer, and it is no fault of ours.
        }
        catch (StoreException e)
        {
            log.StoreFailed(e.Message);
            await ProblemResponse.WriteAsync(context, Problems.Unavailable);
        }
        catch (Exception e)
        {
            log.RequestFailed(e);
            await ProblemResponse.WriteAsync(context, Problems.Internal);
        }
    }

    private Problem Refusal(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => Problems.BodyTooLarge(settings.MaxBodyBytes),
        StatusCodes.Status408RequestTimeout => Problems.BodyTimeout,
        _ => Problems.BadHttpRequest(status),
    };
}
