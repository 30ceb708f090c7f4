using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Threads;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Ingest;

/// <summary>Step 1, body: copies the body from the socket's pipe into the call's own buffer, decompresses it and enforces the limits.</summary>
/// <remarks>
/// The bytes are copied as they arrive and the pipe advances at once. So later steps do not hold the server's buffers, and they see
/// one contiguous body, however many pieces arrived.
/// </remarks>
internal static class BodyStep
{
    /// <summary>The body limit while the sender is unknown because its token is in the body (ProcessApi.md 3), compressed or not.</summary>
    private const int UnknownSenderBytes = 512 * 1024;

    /// <summary>Receives the whole body into <see cref="IncomingCall.Body"/>.</summary>
    /// <param name="webhook">The call. The code that ends it returns the memory that it holds.</param>
    /// <param name="limits">The limits on size and duration.</param>
    /// <param name="memory">Limits the memory of all bodies together.</param>
    /// <param name="signatures">Checks the signature, if the token requires one; null for a body that is not a webhook.</param>
    /// <param name="longWork">Where a long or compressed body waits for its turn. The turn lasts until the caller waits again.</param>
    /// <returns>The refusal, or null.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<Problem?> ReceiveAsync(WebhookCall webhook, ServerLimits limits, BodyMemory memory, SignatureStep? signatures, LongWork longWork)
    {
        StringValues encodings = webhook.Request.Headers.ContentEncoding;
        if (!ContentCoding.TryParse(encodings, out ContentCoding.Kind coding))
        {
            return Problems.UnsupportedEncoding;
        }

        int whole = webhook.Token is null ? Math.Min(limits.Body, UnknownSenderBytes) : limits.Body;
        int limit = coding == ContentCoding.Kind.Identity ? whole : Math.Min(limits.CompressedBody, whole);
        if (webhook.Request.Headers.ContentLength is long length)
        {
            if (length > limit)
            {
                return TooLarge(coding, limit);
            }

            if (!memory.HasRoomFor(length))
            {
                return Problems.Busy;
            }
        }

        PipeReader reader = webhook.Features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        TextArena body = webhook.Call.Body;
        long begun = Environment.TickCount64;
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            bool fits = body.Length + result.Buffer.Length <= limit;
            bool held = fits && memory.TryHold(body.Length + (int)result.Buffer.Length, ref webhook.HeldBytes);
            if (held)
            {
                Append(body, result.Buffer);
            }

            reader.AdvanceTo(result.Buffer.End);
            if (!held)
            {
                return fits ? Problems.Busy : TooLarge(coding, limit);
            }

            if (result.IsCompleted)
            {
                if (coding != ContentCoding.Kind.Identity || body.Length > TextArena.KeptBytes)
                {
                    await longWork.TurnAsync();
                }

                if (signatures is not null && SignatureStep.IsNeeded(webhook) && await signatures.CheckAsync(webhook, longWork) is Problem unsigned)
                {
                    return unsigned;
                }

                return coding == ContentCoding.Kind.Identity ? null : Decompress(webhook, coding, whole, memory);
            }

            // No timer is needed: either pieces arrive, or the server's minimum data rate ends the request.
            if (Environment.TickCount64 - begun > limits.BodyTimeout.TotalMilliseconds)
            {
                return Problems.BodyTimeout;
            }
        }
    }

    private static Problem? Decompress(WebhookCall webhook, ContentCoding.Kind coding, int limit, BodyMemory memory)
    {
        Problem? problem = ContentCoding.Decompress(webhook.Call.Body, coding, limit);
        return problem ?? (memory.TryHold(webhook.Call.Body.Length, ref webhook.HeldBytes) ? null : Problems.Busy);
    }

    private static Problem TooLarge(ContentCoding.Kind coding, int limit) =>
        coding == ContentCoding.Kind.Identity ? Problems.BodyTooLarge(limit) : Problems.CompressedBodyTooLarge(limit);

    private static void Append(TextArena body, in ReadOnlySequence<byte> pieces)
    {
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            body.Append(piece.Span);
        }
    }
}
