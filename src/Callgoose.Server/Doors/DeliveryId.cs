using Callgoose.Incidents;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Doors;

/// <summary>The sender's own id of a delivery, which identifies repeats (Incidents/README.md rule 6).</summary>
internal static class DeliveryId
{
    private const int MaxLength = 255;

    /// <summary>Reads it from the header <c>webhook-id</c>, or else from <c>Idempotency-Key</c>.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="call">Receives the id.</param>
    /// <remarks>An invalid id is ignored with a warning. It only prevents repeats, while refusing the call could lose a page.</remarks>
    public static void Take(IHttpRequestFeature request, IncomingCall call)
    {
        StringValues header = request.Headers["webhook-id"];
        if (header.Count == 0)
        {
            header = request.Headers["Idempotency-Key"];
        }

        if (header.Count == 0)
        {
            return;
        }

        ReadOnlySpan<char> text = header[0].AsSpan().Trim();
        if (header.Count > 1 || text.IsEmpty || text.Length > MaxLength || text.ContainsAnyExceptInRange('!', '~'))
        {
            call.FoundWarnings |= CallWarnings.DeliveryIdIgnored;
            return;
        }

        TextArena arena = call.Text;
        int length = System.Text.Encoding.ASCII.GetBytes(text, arena.Reserve(text.Length));
        call.DeliveryId = arena.Commit(length);
    }
}
