namespace Callgoose.Http;

/// <summary>Interprets the <c>Content-Type</c> of a webhook body (ProcessApi.md 3).</summary>
internal static class MediaType
{
    /// <summary>Classifies a header.</summary>
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

        if (type.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return MediaTypeClass.Multipart;
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

        if (subtype.Equals("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return MediaTypeClass.Form;
        }

        if (subtype.Equals("x-ndjson", StringComparison.OrdinalIgnoreCase))
        {
            return MediaTypeClass.JsonLines;
        }

        return subtype.Equals("xml", StringComparison.OrdinalIgnoreCase)
            || subtype.EndsWith("+xml", StringComparison.OrdinalIgnoreCase)
            || subtype.Equals("javascript", StringComparison.OrdinalIgnoreCase)
            ? MediaTypeClass.Text
            : MediaTypeClass.Other;
    }

    /// <summary>Finds the boundary of a multipart form.</summary>
    /// <param name="contentType">The header.</param>
    /// <returns>The boundary; empty if there is none.</returns>
    public static ReadOnlySpan<char> Boundary(ReadOnlySpan<char> contentType)
    {
        const string Name = "boundary=";
        int start = contentType.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        ReadOnlySpan<char> rest = start < 0 ? default : contentType[(start + Name.Length)..];
        int end = rest.IndexOf(';');
        return (end < 0 ? rest : rest[..end]).Trim().Trim('"');
    }
}
