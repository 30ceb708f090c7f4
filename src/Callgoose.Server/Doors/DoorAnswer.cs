using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Callgoose.Http;
using Callgoose.Payloads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors;

/// <summary>Writes answers of the foreign protocols.</summary>
internal static class DoorAnswer
{
    /// <summary>Writes a JSON answer. It is sent when the request ends.</summary>
    public static void Write(IFeatureCollection features, int status, ReadOnlySpan<byte> json)
    {
        IHttpResponseFeature response = features.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = status;
        response.Headers.ContentLength = json.Length;
        if (!json.IsEmpty)
        {
            response.Headers.ContentType = "application/json";
            PipeWriter body = features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
            json.CopyTo(body.GetSpan(json.Length));
            body.Advance(json.Length);
        }
    }

    /// <summary>Writes a refusal with the headers that are common to all protocols, unless an answer has begun.</summary>
    public static void Refuse(IFeatureCollection features, Problem problem, int status, ReadOnlySpan<byte> json)
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
            // Do not wait for the rest of the body.
            response.Headers.Connection = "close";
        }

        Write(features, status, json);
    }

    /// <summary>Creates the text of a JSON object. For refusals, which may allocate.</summary>
    /// <param name="writeMembers">Writes the members.</param>
    public static byte[] Object(Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions);
        json.WriteStartObject();
        writeMembers(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Returns the detail of a problem, with the position in the body if there is one.</summary>
    public static string DetailOf(Problem problem) => problem.Place is { } place
        ? string.Create(CultureInfo.InvariantCulture, $"{problem.Detail} Line {place.Line}, column {place.Column}, offset {place.Offset}.")
        : problem.Detail;
}
