using Callgoose.Observability;
using Callgoose.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Callgoose.Http;

/// <summary>Answers requests that ended in an exception: what the client did is a refusal, what we did is logged and a 500.</summary>
/// <param name="bodyBytes">How large a body may be.</param>
/// <param name="log">Where faults of ours go.</param>
internal sealed class RequestFaults(long bodyBytes, ILogger<RequestFaults> log)
{
    /// <summary>Answers, if there is still somebody to answer.</summary>
    public Task AnswerAsync(IFeatureCollection features, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException e:
                return ProblemResponse.WriteAsync(features, Refusal(e.StatusCode));

            case IOException { InnerException: OverflowException }:
                // How Kestrel tells of a chunk size that is past every number.
                return ProblemResponse.WriteAsync(features, Problems.BadHttpRequest(StatusCodes.Status400BadRequest));

            case ConnectionAbortedException or ConnectionResetException or OperationCanceledException:
                // The client is gone: there is nobody to answer, and it is no fault of ours.
                return Task.CompletedTask;

            case IOException when IsGivenUp(features):
                // The client took a stream of HTTP/2 back, which is told as any error of reading.
                return Task.CompletedTask;

            case StoreException e:
                log.StoreFailed(e.Message);
                return ProblemResponse.WriteAsync(features, Problems.Unavailable);

            case IOException or UnauthorizedAccessException:
                // A file of the data folder is not there, or not ours any more.
                log.StoreFailed(exception.Message);
                return ProblemResponse.WriteAsync(features, Problems.Unavailable);

            default:
                log.RequestFailed(exception);
                return ProblemResponse.WriteAsync(features, Problems.Internal);
        }
    }

    /// <summary>Whether the client has given its request up. On the way of webhooks nothing else is read than what the client sends.</summary>
    private static bool IsGivenUp(IFeatureCollection features) =>
        Paths.IsProcess(features.GetRequiredFeature<IHttpRequestFeature>().Path)
        || features.Get<IHttpRequestLifetimeFeature>() is { RequestAborted.IsCancellationRequested: true };

    private Problem Refusal(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => Problems.BodyTooLarge(bodyBytes),
        StatusCodes.Status408RequestTimeout => Problems.BodyTimeout,
        _ => Problems.BadHttpRequest(status),
    };
}
