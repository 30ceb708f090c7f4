using System.IO.Pipelines;
using Callgoose.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Ingest;

/// <summary>Step 6, respond: tells the sender what came of the call (process-api.md 5).</summary>
internal static class RespondStep
{
    /// <summary>Writes the answer, which leaves when the request ends. Called only once everything in it is durable.</summary>
    public static void Write(WebhookCall webhook)
    {
        IncomingCall call = webhook.Call;
        IHttpResponseFeature response = webhook.Features.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = StatusOf(call);

        // The texts of the call are no longer needed: their buffer takes the answer.
        call.Text.Reset();
        TextRange answer = ProcessAnswer.Append(call.Text, call);
        response.Headers.ContentType = "application/json";
        response.Headers.ContentLength = answer.Length;

        PipeWriter body = webhook.Features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        call.Text[answer].CopyTo(body.GetSpan(answer.Length));
        body.Advance(answer.Length);
    }

    /// <summary>The HTTP status of a call that is not refused.</summary>
    public static int StatusOf(IncomingCall call) =>
        !call.AnyFilterPassed ? StatusCodes.Status202Accepted
        : call.Outcome.Created ? StatusCodes.Status201Created
        : StatusCodes.Status200OK;
}
