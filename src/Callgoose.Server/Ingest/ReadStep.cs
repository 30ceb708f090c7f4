using Callgoose.Http;
using Callgoose.Incidents;

namespace Callgoose.Ingest;

/// <summary>Step 2, read: the door interprets the body before any integration reads it.</summary>
internal static class ReadStep
{
    /// <summary>Sets <see cref="WebhookCall.Form"/>; a body that is not a payload becomes an empty one.</summary>
    /// <returns>The refusal, or null.</returns>
    public static Problem? TakeBody(WebhookCall webhook)
    {
        Problem? problem = webhook.Door.TakeBody(webhook.Request, webhook.Call, out PayloadForm form);
        webhook.Form = form;
        return problem;
    }
}
