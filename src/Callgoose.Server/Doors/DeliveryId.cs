using Callgoose.Http;
using Callgoose.Incidents;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Doors;

/// <summary>The sender's own id of a delivery, by which a repeated one is known (process-api.md 4.6).</summary>
internal static class DeliveryId
{
    private const int MaxLength = 255;

    /// <summary>Takes it from the header <c>webhook-id</c>, or else from <c>Idempotency-Key</c>.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="call">Gets the id.</param>
    /// <returns>The refusal of one that cannot be an id, or null.</returns>
    public static Problem? Take(IHttpRequestFeature request, IncomingCall call)
    {
        StringValues header = request.Headers["webhook-id"];
        if (header.Count == 0)
        {
            header = request.Headers["Idempotency-Key"];
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

        TextArena arena = call.Text;
        int length = System.Text.Encoding.ASCII.GetBytes(text, arena.Reserve(text.Length));
        call.DeliveryId = arena.Commit(length);
        return null;
    }
}
