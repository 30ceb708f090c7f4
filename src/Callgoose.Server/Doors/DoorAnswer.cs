using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Callgoose.Http;
using Callgoose.Payloads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors;

/// <summary>Writes the answers of protocols that are not our own.</summary>
internal static class DoorAnswer
{
    /// <summary>Writes an answer in JSON. It leaves when the request ends.</summary>
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

    /// <summary>Writes a refusal with the headers that every protocol has for it, unless an answer has begun.</summary>
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
            // The rest of the body is not waited for.
            response.Headers.Connection = "close";
        }

        Write(features, status, json);
    }

    /// <summary>Makes the text of a JSON object. For refusals, which may allocate.</summary>
    /// <param name="writeMembers">Writes its members.</param>
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

    /// <summary>What is wrong, with the place in the body if there is one.</summary>
    public static string DetailOf(Problem problem) => problem.Place is { } place
        ? string.Create(CultureInfo.InvariantCulture, $"{problem.Detail} Line {place.Line}, column {place.Column}, offset {place.Offset}.")
        : problem.Detail;
}
