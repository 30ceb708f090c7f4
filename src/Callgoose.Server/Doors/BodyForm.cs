using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Doors;

/// <summary>Decides what a body is, before any integration looks at it (process-api.md 3).</summary>
internal static class BodyForm
{
    /// <summary>How a body of a media type is taken.</summary>
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
