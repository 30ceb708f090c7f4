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

/// <summary>Step 1, body: from the socket's pipe into the call's own buffer, decompressed and within the limits.</summary>
/// <remarks>
/// The bytes are copied as they arrive and the pipe is advanced at once, so nothing later holds on to the server's
/// buffers, and every later step sees one run of bytes however many pieces came.
/// </remarks>
internal static class BodyStep
{
    /// <summary>What is read of a sender whose token stands in the body (ProcessApi.md 3), compressed or not.</summary>
    private const int UnknownSenderBytes = 512 * 1024;

    /// <summary>Receives the whole body into <see cref="IncomingCall.Body"/>.</summary>
    /// <param name="webhook">The call. What it holds of the memory is given back by whoever ends it.</param>
    /// <param name="limits">How large and how slow the body may be.</param>
    /// <param name="memory">What the bodies of all calls may hold together.</param>
    /// <param name="signatures">Checks whether the body is signed, where the token asks for it; null for a body that is no webhook.</param>
    /// <param name="longWork">Where a body that is long or compressed waits for its turn to be worked on, which lasts until whoever called this waits again.</param>
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

            // Pieces come, or the server's least data rate ends it: no timer is needed.
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
