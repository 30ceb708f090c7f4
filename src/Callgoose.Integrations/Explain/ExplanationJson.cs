using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Explain;

/// <summary>An explanation as JSON: the answer of <c>POST /v1/explain</c>, the output of <c>callgoose explain --json</c>, and part of an API log entry.</summary>
internal static class ExplanationJson
{
    /// <summary>Writes the members of an explanation into the current object.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Explanation explanation)
    {
        json.WriteString("from"u8, explanation.From.Length == 0 ? null : explanation.From);
        json.WriteBoolean("json"u8, explanation.IsJson);
        json.WriteBoolean("anyFilterPassed"u8, explanation.AnyFilterPassed);
        json.WritePropertyName("services"u8);
        WriteServices(json, explanation);
    }

    /// <summary>Writes the services as an array.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="explanation">The explanation.</param>
    /// <param name="warnings">The warnings of the stored call; unknown before the call is stored.</param>
    public static void WriteServices(Utf8JsonWriter json, Explanation explanation, CallWarnings warnings = CallWarnings.None)
    {
        json.WriteStartArray();
        foreach (ServiceExplanation service in explanation.Services)
        {
            json.WriteStartObject();
            json.WriteString("service"u8, service.Service);
            json.WriteString("heldBack"u8, service.HeldBack is NoEffectReason reason ? TextOf(reason) : null);
            if (service.NearestSource is string nearest)
            {
                json.WriteString("nearestSource"u8, nearest);
            }

            if (warnings != CallWarnings.None)
            {
                WriteTexts(json, "warnings"u8, warnings.Names());
            }

            if (service.Payload is byte[] payload)
            {
                json.WritePropertyName("payload"u8);
                json.WriteRawValue(payload, skipInputValidation: true);
            }

            WriteHeaders(json, service.Headers);
            WriteVerdict(json, service.Verdict);
            WriteUnread(json, service.Unread);
            if (service.ElementCount > 0)
            {
                json.WriteNumber("elementCount"u8, service.ElementCount);
                WriteElements(json, service.Elements);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A reason as answers write it.</summary>
    public static string TextOf(NoEffectReason reason) => reason switch
    {
        NoEffectReason.ServiceDisabled => "service_disabled",
        NoEffectReason.InMaintenance => "in_maintenance",
        NoEffectReason.UnknownSource => "unknown_source",
        NoEffectReason.Relayed => "relayed",
        NoEffectReason.AlreadyTaken => "already_taken",
        _ => "no_filter_matched",
    };

    private static void WriteHeaders(Utf8JsonWriter json, IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count == 0)
        {
            return;
        }

        json.WriteStartObject("headers"u8);
        foreach ((string name, string value) in headers)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteUnread(Utf8JsonWriter json, IReadOnlyList<UnreadElements> lists)
    {
        if (lists.Count == 0)
        {
            return;
        }

        json.WriteStartArray("unread"u8);
        foreach (UnreadElements list in lists)
        {
            json.WriteStartObject();
            json.WriteString("list"u8, list.List);
            json.WriteNumber("count"u8, list.Count);
            json.WriteStartArray("looked"u8);
            foreach (int index in list.Looked)
            {
                json.WriteNumberValue(index);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteElements(Utf8JsonWriter json, IReadOnlyList<ElementExplanation> elements)
    {
        json.WriteStartArray("elements"u8);
        foreach (ElementExplanation element in elements)
        {
            json.WriteStartObject();
            json.WriteString("list"u8, element.List);
            json.WriteNumber("index"u8, element.Index);
            WriteVerdict(json, element.Verdict);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVerdict(Utf8JsonWriter json, VerdictExplanation verdict)
    {
        json.WriteStartArray("filters"u8);
        foreach (PartExplanation part in verdict.Filters)
        {
            WritePart(json, part);
        }

        json.WriteEndArray();
        WriteTrigger(json, verdict.Trigger);
        WriteResolve(json, verdict.Resolve);
        if (verdict.Acknowledge is AcknowledgeExplanation acknowledge)
        {
            json.WriteStartObject("acknowledge"u8);
            json.WriteString("integration"u8, acknowledge.Integration);
            json.WriteString("filter"u8, acknowledge.Filter);
            WriteKey(json, acknowledge.Key, null);
            json.WriteTime("occurredAt"u8, acknowledge.OccurredAt);
            json.WriteEndObject();
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter json, PartExplanation part)
    {
        json.WriteStartObject();
        json.WriteString("integration"u8, part.Integration);
        json.WriteString("filter"u8, part.Filter);
        json.WriteString("part"u8, part.Part);
        json.WriteBoolean("passed"u8, part.Passed);
        if (part.DecidedBefore is not null)
        {
            json.WriteString("decidedBefore"u8, part.DecidedBefore);
        }

        if (part.Remark is not null)
        {
            json.WriteString("remark"u8, part.Remark);
        }

        if (part.Why is Mismatch why)
        {
            json.WriteString("kind"u8, TextOf(why.Kind));
            json.WriteNumber("condition"u8, why.Condition);
            json.WriteString("key"u8, why.Key);
            json.WriteString("reason"u8, why.Message);
        }

        json.WriteStartArray("places"u8);
        foreach (ByteSpan place in part.Places)
        {
            json.WriteStartObject();
            json.WriteNumber("offset"u8, place.Start);
            json.WriteNumber("length"u8, place.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string TextOf(MismatchKind kind) => kind switch
    {
        MismatchKind.NotJson => "not_json",
        MismatchKind.KeyMissing => "key_missing",
        MismatchKind.ValueIsNull => "value_is_null",
        MismatchKind.NotScalar => "not_scalar",
        MismatchKind.DiffersInCase => "differs_in_case",
        MismatchKind.UnexpandedVariable => "unexpanded_variable",
        MismatchKind.Differs => "differs",
        MismatchKind.Excluded => "excluded",
        MismatchKind.Present => "present",
        MismatchKind.NoElements => "no_elements",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such reason"),
    };

    private static void WriteTrigger(Utf8JsonWriter json, TriggerExplanation? trigger)
    {
        if (trigger is null)
        {
            json.WriteNull("trigger"u8);
            return;
        }

        json.WriteStartObject("trigger"u8);
        json.WriteString("integration"u8, trigger.Integration);
        json.WriteString("filter"u8, trigger.Filter);
        json.WriteString("urgency"u8, trigger.Urgency);
        json.WriteString("title"u8, trigger.Title);
        json.WriteString("description"u8, trigger.Description);
        WriteKey(json, trigger.Key, trigger.KeyRemark);
        json.WriteTime("occurredAt"u8, trigger.OccurredAt);
        if (trigger.Members.Count > 0)
        {
            WriteTexts(json, "members"u8, trigger.Members);
        }

        if (trigger.Link is string link)
        {
            json.WriteString("link"u8, link);
        }

        if (trigger.Ends is string ends)
        {
            json.WriteString("ends"u8, ends);
        }

        if (trigger.Warnings != CallWarnings.None)
        {
            WriteTexts(json, "warnings"u8, trigger.Warnings.Names());
        }

        json.WriteEndObject();
    }

    private static void WriteResolve(Utf8JsonWriter json, ResolveExplanation? resolve)
    {
        if (resolve is null)
        {
            json.WriteNull("resolve"u8);
            return;
        }

        json.WriteStartObject("resolve"u8);
        json.WriteString("integration"u8, resolve.Integration);
        json.WriteString("filter"u8, resolve.Filter);
        WriteKey(json, resolve.Key, resolve.KeyRemark);
        json.WriteTime("occurredAt"u8, resolve.OccurredAt);
        if (resolve.Withheld is string withheld)
        {
            json.WriteString("withheld"u8, withheld);
        }

        json.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter json, string key, string? remark)
    {
        json.WriteString("incidentKey"u8, key.Length == 0 ? null : key);
        if (remark is not null)
        {
            json.WriteString("incidentKeyRemark"u8, remark);
        }
    }
}
