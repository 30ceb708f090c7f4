using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Callgoose.Payloads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Callgoose.Http;

/// <summary>Answers with a problem document (RFC 9457).</summary>
internal static class ProblemResponse
{
    private const string UrnPrefix = "urn:callgoose:problem:";

    /// <summary>Writes the answer, unless an answer has already begun.</summary>
    public static async Task WriteAsync(IFeatureCollection features, Problem problem)
    {
        IHttpResponseFeature response = features.GetRequiredFeature<IHttpResponseFeature>();
        if (response.HasStarted)
        {
            return;
        }

        response.StatusCode = problem.Status;
        IHeaderDictionary headers = response.Headers;
        headers.ContentType = "application/problem+json";
        headers.CacheControl = "no-store";
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            headers.WWWAuthenticate = "Bearer";
        }

        if (problem.Allow is not null)
        {
            headers.Allow = problem.Allow;
        }

        if (problem.RetryAfter is int seconds)
        {
            headers[HeaderNames.RetryAfter] = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (problem.Status is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout)
        {
            // Do not wait for the rest of the body.
            headers.Connection = "close";
        }

        byte[] document = Document(problem);
        headers.ContentLength = document.Length;
        await features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(document);
    }

    private static byte[] Document(Problem problem)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions);
        json.WriteStartObject();
        json.WriteString("type"u8, UrnPrefix + problem.Type);
        json.WriteString("title"u8, problem.Title);
        json.WriteNumber("status"u8, problem.Status);
        json.WriteString("detail"u8, problem.Detail);
        if (problem.Place is not null)
        {
            json.WriteNumber("offset"u8, problem.Place.Offset);
            json.WriteNumber("line"u8, problem.Place.Line);
            json.WriteNumber("column"u8, problem.Place.Column);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
