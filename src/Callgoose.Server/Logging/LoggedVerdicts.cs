using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Http;
using Callgoose.Storage.ApiLog;

namespace Callgoose.Logging;

/// <summary>
/// The verdicts in an entry of the API log: an object with <c>services</c> (the filter verdicts), and with <c>problem</c> (why the call
/// was refused) or <c>outcomes</c> (its results). Entries of older versions consist of the services alone.
/// </summary>
internal static class LoggedVerdicts
{
    /// <summary>The member with the filter verdicts, service by service.</summary>
    public const string Services = "services";

    private const string Problem = "problem";
    private const string Outcomes = "outcomes";

    /// <summary>Writes why a call was refused, in the words of its answer, with secrets masked.</summary>
    public static void WriteProblem(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject(Problem);
        json.WriteString("title"u8, problem.Title);
        json.WriteString("detail"u8, SecretMask.Apply(problem.Detail));
        if (problem.Place is not null)
        {
            json.WriteNumber("offset"u8, problem.Place.Offset);
            json.WriteNumber("line"u8, problem.Place.Line);
            json.WriteNumber("column"u8, problem.Place.Column);
        }

        json.WriteEndObject();
    }

    /// <summary>Begins the list of a call's outcomes. The caller ends it.</summary>
    public static void BeginOutcomes(Utf8JsonWriter json) => json.WriteStartArray(Outcomes);

    /// <summary>Returns the filter verdicts, service by service.</summary>
    /// <param name="verdicts">All verdicts of the entry.</param>
    public static JsonElement ServicesOf(JsonElement verdicts) => verdicts.ValueKind == JsonValueKind.Array ? verdicts : verdicts.GetProperty(Services);

    /// <summary>Writes all parts as members of the currently open object; unknown parts become null or an empty list.</summary>
    public static void WriteMembers(Utf8JsonWriter json, ApiLogEntry entry)
    {
        using JsonDocument document = JsonDocument.Parse(entry.Verdicts);
        JsonElement problem = default;
        JsonElement outcomes = default;
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            document.RootElement.TryGetProperty(Problem, out problem);
            document.RootElement.TryGetProperty(Outcomes, out outcomes);
        }

        json.WritePropertyName(Problem);
        if (problem.ValueKind == JsonValueKind.Undefined && entry.Refusal.Length > 0)
        {
            WriteOldRefusal(json, entry.Refusal);
        }
        else
        {
            Write(json, problem, "null"u8);
        }

        json.WritePropertyName(Outcomes);
        Write(json, outcomes, "[]"u8);
        json.WritePropertyName(Services);
        ServicesOf(document.RootElement).WriteTo(json);
    }

    /// <summary>Writes a refusal of version 0.1.0, which stored some refusals only as a text: the title, a colon and the detail.</summary>
    private static void WriteOldRefusal(Utf8JsonWriter json, string refusal)
    {
        int end = refusal.IndexOf(": ", StringComparison.Ordinal);
        json.WriteStartObject();
        json.WriteString("title"u8, end < 0 ? "Refused" : refusal[..end]);
        json.WriteString("detail"u8, end < 0 ? refusal : refusal[(end + 2)..]);
        json.WriteEndObject();
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
