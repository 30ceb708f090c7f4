using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Doors;

/// <summary>Decides what a body is, before any integration looks at it (ProcessApi.md 3).</summary>
internal static class BodyForm
{
    /// <summary>Room for the body as JSON; what is made there is copied at once.</summary>
    [ThreadStatic]
    private static ScratchBuffer? room;

    /// <summary>
    /// Takes a body: a form as an object of its fields, lines as an array of them, nothing in place of what is no text. What is not of the
    /// form that it is declared to be stays as it is, and is text.
    /// </summary>
    /// <param name="contentType">The media type; empty if there is none.</param>
    /// <param name="body">The body, in whose place the payload is put.</param>
    /// <param name="form">How the payload is to be read.</param>
    /// <returns>The refusal of a form that is too large to be read, which as a text would have no effect, or null.</returns>
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

        // Control characters make a form grow, which what was held for the body does not count.
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

    /// <summary>How a body of a media type is taken that is as it came.</summary>
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
