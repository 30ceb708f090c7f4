namespace Callgoose.Http;

/// <summary>What a <c>Content-Type</c> says about a webhook body (process-api.md 3).</summary>
internal static class MediaType
{
    /// <summary>Tells what to expect of a body with this header.</summary>
    /// <param name="contentType">The header; null or blank if there is none.</param>
    public static MediaTypeClass Classify(ReadOnlySpan<char> contentType)
    {
        int end = contentType.IndexOf(';');
        ReadOnlySpan<char> type = (end < 0 ? contentType : contentType[..end]).Trim();
        if (type.IsEmpty)
        {
            return MediaTypeClass.Unstated;
        }

        if (type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return MediaTypeClass.Json;
        }

        if (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
        {
            return MediaTypeClass.Text;
        }

        if (!type.StartsWith("application/", StringComparison.OrdinalIgnoreCase))
        {
            return MediaTypeClass.Other;
        }

        ReadOnlySpan<char> subtype = type["application/".Length..];
        if (subtype.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
        {
            return MediaTypeClass.Json;
        }

        return subtype.Equals("xml", StringComparison.OrdinalIgnoreCase)
            || subtype.EndsWith("+xml", StringComparison.OrdinalIgnoreCase)
            || subtype.Equals("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            || subtype.Equals("javascript", StringComparison.OrdinalIgnoreCase)
            ? MediaTypeClass.Text
            : MediaTypeClass.Other;
    }
}
