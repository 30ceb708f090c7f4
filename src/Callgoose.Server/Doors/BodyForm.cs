using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Doors;

/// <summary>Classifies a body before any integration reads it (ProcessApi.md 3).</summary>
internal static class BodyForm
{
    /// <summary>A buffer for the body as JSON. Its content is copied at once.</summary>
    [ThreadStatic]
    private static ScratchBuffer? room;

    /// <summary>
    /// Converts a body: a form becomes an object of its fields, JSON lines become an array, and a body that is not text becomes empty. A body that does not have
    /// its declared form stays unchanged and counts as text.
    /// </summary>
    /// <param name="contentType">The media type; empty if there is none.</param>
    /// <param name="body">The body. The payload replaces it.</param>
    /// <param name="form">How to read the payload.</param>
    /// <returns>The refusal of a form that is too large to read, which would have no effect as text; or null.</returns>
    public static Problem? Take(ReadOnlySpan<char> contentType, TextArena body, out PayloadForm form)
    {
        FormError error = FormError.None;
        MediaTypeClass media = MediaType.Classify(contentType);
        room ??= new ScratchBuffer();
        ReadOnlySpan<byte> json = media switch
        {
            _ when body.Length == 0 => default,
            MediaTypeClass.Form when !LooksLikeJson(body.Written) => FormFields.ReadUrlEncoded(body.Written, room, out error),
            MediaTypeClass.Multipart when !LooksLikeJson(body.Written) => FormFields.ReadMultipart(body.Written, MediaType.Boundary(contentType), room, out error),
            MediaTypeClass.JsonLines => JsonLines.ToArray(body.Written, room),
            _ => default,
        };

        // Control characters make a form grow, and the memory reserved for the body does not cover that.
        bool isTooLarge = json.Length > (3 * body.Length) + 1024;
        bool isTaken = !json.IsEmpty && !isTooLarge;
        if (isTaken || media == MediaTypeClass.Other)
        {
            body.Reset();
            body.Append(json);
        }

        room.Reset();
        form = isTaken ? PayloadForm.Json : Of(media, body.Written);
        return error switch
        {
            FormError.TooManyFields => Problems.TooManyFields,
            FormError.NotUtf8 => Problems.FormNotUtf8,
            FormError.Broken => Problems.FormBroken,
            _ => isTooLarge ? Problems.FormTooLarge : null,
        };
    }

    /// <summary>Returns how to read an unconverted body of a media type.</summary>
    public static PayloadForm Of(MediaTypeClass media, ReadOnlySpan<byte> body) => media switch
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
