using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Callgoose.Http;
using Callgoose.Incidents;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Ingest;

/// <summary>Step 1, body: from the socket's pipe into the call's own buffer, decompressed and within the limit.</summary>
/// <remarks>
/// The bytes are copied as they arrive and the pipe is advanced at once, so nothing later holds on to the server's
/// buffers, and every later step sees one run of bytes however many pieces came.
/// </remarks>
internal static class BodyStep
{
    /// <summary>Receives the whole body into <see cref="IncomingCall.Body"/>.</summary>
    /// <returns>The refusal, or null.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<Problem?> ReceiveAsync(WebhookCall webhook, int limit)
    {
        StringValues encodings = webhook.Request.Headers.ContentEncoding;
        if (!ContentCoding.TryParse(encodings, out ContentCoding.Kind coding))
        {
            return Problems.UnsupportedEncoding;
        }

        if (webhook.Request.Headers.ContentLength > limit)
        {
            return Problems.BodyTooLarge(limit);
        }

        PipeReader reader = webhook.Features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        TextArena body = webhook.Call.Body;
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            bool fits = body.Length + result.Buffer.Length <= limit;
            if (fits)
            {
                Append(body, result.Buffer);
            }

            reader.AdvanceTo(result.Buffer.End);
            if (!fits)
            {
                return Problems.BodyTooLarge(limit);
            }

            if (result.IsCompleted)
            {
                return coding == ContentCoding.Kind.Identity ? null : ContentCoding.Decompress(body, coding, limit);
            }
        }
    }

    private static void Append(TextArena body, in ReadOnlySequence<byte> pieces)
    {
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            body.Append(piece.Span);
        }
    }
}
