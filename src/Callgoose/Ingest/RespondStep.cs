using Callgoose.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Ingest;

/// <summary>Step 6, respond: tells the sender what came of the call (process-api.md 5).</summary>
internal static class RespondStep
{
    /// <summary>Writes the answer. Called only once everything in it is durable.</summary>
    public static Task WriteAsync(WebhookCall webhook)
    {
        IncomingCall call = webhook.Call;
        IHttpResponseFeature response = webhook.Features.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = StatusOf(call);

        // The texts of the call are no longer needed: their buffer takes the answer.
        call.Text.Reset();
        TextRange answer = ProcessAnswer.Append(call.Text, call);
        response.Headers.ContentType = "application/json";
        response.Headers.ContentLength = answer.Length;

        var body = webhook.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        Span<byte> destination = body.Writer.GetSpan(answer.Length);
        call.Text[answer].CopyTo(destination);
        body.Writer.Advance(answer.Length);
        return body.CompleteAsync();
    }

    /// <summary>The HTTP status of a call that is not refused.</summary>
    public static int StatusOf(IncomingCall call) =>
        !call.AnyFilterPassed ? StatusCodes.Status202Accepted
        : call.Outcome.Created ? StatusCodes.Status201Created
        : StatusCodes.Status200OK;
}
