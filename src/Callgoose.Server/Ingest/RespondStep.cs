using Callgoose.Http;

namespace Callgoose.Ingest;

/// <summary>Step 6, respond: tells the sender what came of the call, as the door's protocol says it.</summary>
internal static class RespondStep
{
    /// <summary>Answers. A call that is not refused is answered only once everything in its answer is durable.</summary>
    /// <param name="webhook">The call.</param>
    /// <param name="problem">Why it is refused, or null.</param>
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
