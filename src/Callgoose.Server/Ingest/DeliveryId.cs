using Callgoose.Http;
using Callgoose.Incidents;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Ingest;

/// <summary>The sender's own id of a delivery, by which a repeated one is known (process-api.md 4.6).</summary>
internal static class DeliveryId
{
    private const int MaxLength = 255;

    /// <summary>Takes it from the header <c>webhook-id</c>, or else from <c>Idempotency-Key</c>.</summary>
    /// <returns>The refusal of one that cannot be an id, or null.</returns>
    public static Problem? Take(WebhookCall webhook)
    {
        StringValues header = webhook.Request.Headers["webhook-id"];
        if (header.Count == 0)
        {
            header = webhook.Request.Headers["Idempotency-Key"];
        }

        if (header.Count == 0)
        {
            return null;
        }

        ReadOnlySpan<char> text = header[0].AsSpan().Trim();
        if (header.Count > 1 || text.IsEmpty || text.Length > MaxLength || text.ContainsAnyExceptInRange('!', '~'))
        {
            return Problems.InvalidDeliveryId;
        }

        TextArena arena = webhook.Call.Text;
        int length = System.Text.Encoding.ASCII.GetBytes(text, arena.Reserve(text.Length));
        webhook.Call.DeliveryId = arena.Commit(length);
        return null;
    }
}
