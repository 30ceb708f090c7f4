using System.Text.Json;
using Callgoose.Http;

namespace Callgoose.Logging;

/// <summary>
/// What an entry of the API log says of its call beside the call itself: an object with <c>services</c> (what the filters said), and with
/// <c>problem</c> (why it was refused) or <c>outcomes</c> (what came of it). Entries of older versions are the services alone.
/// </summary>
internal static class LoggedVerdicts
{
    /// <summary>What the filters said, service by service.</summary>
    public const string Services = "services";

    private const string Problem = "problem";
    private const string Outcomes = "outcomes";

    /// <summary>Writes why a call was refused, as its sender was told.</summary>
    public static void WriteProblem(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject(Problem);
        json.WriteString("title"u8, problem.Title);
        json.WriteString("detail"u8, problem.Detail);
        if (problem.Place is not null)
        {
            json.WriteNumber("line"u8, problem.Place.Line);
            json.WriteNumber("column"u8, problem.Place.Column);
        }

        json.WriteEndObject();
    }

    /// <summary>Begins the list of what came of a call, which the caller ends.</summary>
    public static void BeginOutcomes(Utf8JsonWriter json) => json.WriteStartArray(Outcomes);

    /// <summary>What the filters said, service by service.</summary>
    /// <param name="verdicts">The whole.</param>
    public static JsonElement ServicesOf(JsonElement verdicts) => verdicts.ValueKind == JsonValueKind.Array ? verdicts : verdicts.GetProperty(Services);

    /// <summary>Writes all of it as members of the object that is open, those that are not known as null or as an empty list.</summary>
    public static void WriteMembers(Utf8JsonWriter json, byte[] verdicts)
    {
        using JsonDocument document = JsonDocument.Parse(verdicts);
        JsonElement problem = default;
        JsonElement outcomes = default;
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            document.RootElement.TryGetProperty(Problem, out problem);
            document.RootElement.TryGetProperty(Outcomes, out outcomes);
        }

        json.WritePropertyName(Problem);
        Write(json, problem, "null"u8);
        json.WritePropertyName(Outcomes);
        Write(json, outcomes, "[]"u8);
        json.WritePropertyName(Services);
        ServicesOf(document.RootElement).WriteTo(json);
    }

    private static void Write(Utf8JsonWriter json, JsonElement value, ReadOnlySpan<byte> otherwise)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            json.WriteRawValue(otherwise);
        }
        else
        {
            value.WriteTo(json);
        }
    }
}
