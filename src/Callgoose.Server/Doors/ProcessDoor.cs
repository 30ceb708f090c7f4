using System.IO.Pipelines;
using Callgoose.Auth;
using Callgoose.Http;
using Callgoose.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors;

/// <summary>The Process API (ProcessApi.md): <c>POST /v1/process?from=SOURCE</c>, and its two older paths.</summary>
internal sealed class ProcessDoor : IDoor
{
    private ProcessDoor()
    {
    }

    /// <summary>The only instance.</summary>
    public static ProcessDoor Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "process";

    /// <inheritdoc/>
    /// <remarks>Its own path, and the two that integration pages print.</remarks>
    public bool Takes(string method, string path) => path is Paths.Process or "/sqibs-api/v1/process" or "/api/v1/process";

    /// <inheritdoc/>
    /// <remarks><c>GET</c> is allowed here; whether a token may use it is checked later.</remarks>
    public Problem? RefusalOf(string method) => RequestMethod.IsPost(method) || RequestMethod.IsGet(method) ? null : Problems.MethodNotAllowed("GET, POST");

    /// <inheritdoc/>
    public ReadOnlySpan<char> FindToken(IHttpRequestFeature request, Span<char> buffer) => PresentedToken.Find(request, buffer);

    /// <inheritdoc/>
    public Problem? TakeHead(IHttpRequestFeature request, IncomingCall call)
    {
        if (!SourceName.TryAppend(call.Text, request.QueryString, out TextRange source))
        {
            return Problems.SourceTooLong;
        }

        call.Source = source;
        DeliveryId.Take(request, call);
        return HopCount.Take(request, call);
    }

    /// <inheritdoc/>
    public Problem? TakeBody(IHttpRequestFeature request, IncomingCall call, out PayloadForm form)
    {
        string contentType = request.Headers.ContentType.ToString();
        if (!RequestMethod.IsPost(request.Method))
        {
            QueryPayload.Take(request.QueryString, call.Body);
            contentType = "application/x-www-form-urlencoded";
        }

        Problem? refusal = BodyForm.Take(contentType, call.Body, out form);
        RoutingKeys.Hide(call.Text[call.Source], call.Body);
        return refusal;
    }

    /// <inheritdoc/>
    public int StatusOf(IncomingCall call) =>
        !call.AnyFilterPassed ? StatusCodes.Status202Accepted
        : call.Outcome.Created ? StatusCodes.Status201Created
        : StatusCodes.Status200OK;

    /// <inheritdoc/>
    public void Answer(IFeatureCollection features, IncomingCall call)
    {
        IHttpResponseFeature response = features.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = StatusOf(call);

        // The call's texts are no longer needed, so their buffer holds the answer.
        call.Text.Reset();
        TextRange answer = ProcessAnswer.Append(call.Text, call);
        response.Headers.ContentType = "application/json";
        response.Headers.ContentLength = answer.Length;

        PipeWriter body = features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        call.Text[answer].CopyTo(body.GetSpan(answer.Length));
        body.Advance(answer.Length);
    }

    /// <inheritdoc/>
    public Task RefuseAsync(IFeatureCollection features, Problem problem) => ProblemResponse.WriteAsync(features, problem);
}
