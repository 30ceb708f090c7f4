using Callgoose.Http;

namespace Callgoose.Ingest;

/// <summary>Step 6, respond: tells the sender the outcome of the call, in the format of the door's protocol.</summary>
internal static class RespondStep
{
    /// <summary>Answers. A call that is not refused gets its answer only when everything in the answer is durable.</summary>
    /// <param name="webhook">The call.</param>
    /// <param name="problem">The refusal, or null.</param>
    public static Task AnswerAsync(WebhookCall webhook, Problem? problem)
    {
        if (problem is not null)
        {
            return webhook.Door.RefuseAsync(webhook.Features, problem);
        }

        if (webhook.Call.Relayed.Sequence != 0)
        {
            RelayedCall.Confirm(webhook);
        }

        webhook.Door.Answer(webhook.Features, webhook.Call);
        return Task.CompletedTask;
    }
}
