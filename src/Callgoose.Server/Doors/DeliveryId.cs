using Callgoose.Incidents;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Doors;

/// <summary>The sender's own id of a delivery, by which a repeated one is known (Incidents/README.md rule 6).</summary>
internal static class DeliveryId
{
    private const int MaxLength = 255;

    /// <summary>Takes it from the header <c>webhook-id</c>, or else from <c>Idempotency-Key</c>.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="call">Gets the id.</param>
    /// <remarks>One that cannot be an id is left out, with a warning: a refused call would lose a page, and this only keeps repeats away.</remarks>
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
