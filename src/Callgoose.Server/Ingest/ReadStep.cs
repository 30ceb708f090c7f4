namespace Callgoose.Ingest;

/// <summary>Step 2, read: the door says what the body is, before any integration looks at it.</summary>
internal static class ReadStep
{
    /// <summary>Sets <see cref="WebhookCall.Form"/>; a body that is no payload becomes an empty one.</summary>
    public static void Classify(WebhookCall webhook) => webhook.Form = webhook.Door.TakeBody(webhook.Request, webhook.Call.Body);
}
