using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Ingest;

/// <summary>Step 2, read: decides what a body is, before any integration looks at it (process-api.md 3).</summary>
internal static class ReadStep
{
    /// <summary>Sets <see cref="WebhookCall.Form"/>; a body that is not text becomes an empty payload.</summary>
    public static void Classify(WebhookCall webhook)
    {
        TextArena body = webhook.Call.Body;
        MediaTypeClass media = MediaType.Classify(webhook.Request.Headers.ContentType.ToString());
        if (media == MediaTypeClass.Other)
        {
            body.Reset();
        }

        webhook.Form = FormOf(media, body.Written);
    }

    /// <summary>How a body of a media type is taken.</summary>
    public static PayloadForm FormOf(MediaTypeClass media, ReadOnlySpan<byte> body) => media switch
    {
        _ when body.IsEmpty => PayloadForm.Text,
        MediaTypeClass.Json => PayloadForm.Json,
        MediaTypeClass.Unstated when LooksLikeJson(body) => PayloadForm.Json,
        _ => PayloadForm.JsonOrText,
    };

    private static bool LooksLikeJson(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith(PayloadReader.ByteOrderMark))
        {
            body = body[PayloadReader.ByteOrderMark.Length..];
        }

        ReadOnlySpan<byte> rest = body.TrimStart(" \t\r\n"u8);
        return !rest.IsEmpty && rest[0] is (byte)'{' or (byte)'[';
    }
}
