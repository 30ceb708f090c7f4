using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Callgoose.Http;
using Callgoose.Payloads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors.PagerDuty;

/// <summary>The answers of the Events API v2, as its clients read them.</summary>
internal static class PagerDutyAnswer
{
    /// <summary>The text of an answer to an event that is not taken.</summary>
    /// <param name="error">Why, in a sentence.</param>
    public static byte[] OfInvalid(string error) => Text("invalid event", "Event object is invalid", error);

    /// <summary>Writes a refusal, unless an answer has begun.</summary>
    public static void WriteProblem(IFeatureCollection features, Problem problem, int status)
    {
        IHttpResponseFeature response = features.GetRequiredFeature<IHttpResponseFeature>();
        if (response.HasStarted)
        {
            return;
        }

        if (problem.RetryAfter is int seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (problem.Allow is not null)
        {
            response.Headers.Allow = problem.Allow;
        }

        if (status is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout)
        {
            // The rest of the body is not waited for.
            response.Headers.Connection = "close";
        }

        Write(features, TextOf(problem, status), status);
    }

    /// <summary>Writes an answer.</summary>
    public static void Write(IFeatureCollection features, ReadOnlySpan<byte> text, int status)
    {
        IHttpResponseFeature response = features.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = status;
        response.Headers.ContentType = "application/json";
        response.Headers.ContentLength = text.Length;
        features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.Write(text);
    }

    private static byte[] TextOf(Problem problem, int status) => status switch
    {
        // One text for every cause: it must not tell which tokens exist.
        _ when problem.Status == StatusCodes.Status401Unauthorized => OfInvalid(
            "Invalid routing key: it is the text of a token with the scope 'process', as 'callgoose tokens create --routing-key' prints it, in 'routing_key' or the header 'X-Routing-Key'."),
        StatusCodes.Status400BadRequest => OfInvalid(problem.Place is { } place
            ? string.Create(CultureInfo.InvariantCulture, $"{problem.Detail} Line {place.Line}, column {place.Column}, offset {place.Offset}.")
            : problem.Detail),
        StatusCodes.Status429TooManyRequests => Text("throttle exceeded", problem.Title, problem.Detail),
        _ => Text("error", problem.Title, problem.Detail),
    };

    private static byte[] Text(string status, string message, string error)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions);
        json.WriteStartObject();
        json.WriteString("status"u8, status);
        json.WriteString("message"u8, message);
        json.WriteStartArray("errors"u8);
        json.WriteStringValue(error);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
