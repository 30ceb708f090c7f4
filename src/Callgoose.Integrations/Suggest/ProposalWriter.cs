using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Callgoose.Suggest;

/// <summary>Writes a proposed schema file.</summary>
internal static class ProposalWriter
{
    /// <summary>The time after which an incident expires if its tool reports no end.</summary>
    private const string EndByItself = "1h";

    /// <summary>The format of files that people continue to edit: with line ends, and without escaping letters.</summary>
    public static JsonWriterOptions Options { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Writes the file.</summary>
    public static string Write(string name, IReadOnlyList<Proposal> filters, SortedSamples samples)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteString("description"u8, "Proposed from recorded calls. Read it through, and try it with further ones.");
            json.WriteBoolean("extended"u8, true);
            json.WriteStartArray("filters"u8);
            foreach (Proposal filter in filters)
            {
                WriteFilter(json, filter);
            }

            json.WriteEndArray();
            WriteSamples(json, samples);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteFilter(Utf8JsonWriter json, Proposal proposal)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, proposal.Filter);
        WriteUrgency(json, proposal.Urgency);
        json.WriteStartObject("trigger"u8);
        WriteWhen(json, proposal, proposal.Status.Open);
        WriteKey(json, proposal);
        WriteText(json, "title", proposal.Text.Title);
        WriteText(json, "description", proposal.Text.Description);
        WriteText(json, "occurred_at", proposal.Time.Trigger);
        if (!proposal.Resolves)
        {
            json.WriteString("resolve_after"u8, EndByItself);
        }

        json.WriteEndObject();
        if (proposal.Resolves)
        {
            WriteEnd(json, "resolve", proposal, proposal.Closed, proposal.Time.Resolve);
        }

        if (proposal.Resolves && proposal.Status.Acknowledged.Count > 0)
        {
            WriteEnd(json, "acknowledge", proposal, proposal.Status.Acknowledged, null);
        }

        json.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter json, string part, Proposal proposal, IReadOnlyList<string> texts, string? time)
    {
        json.WriteStartObject(part);
        WriteWhen(json, proposal, texts);
        WriteKey(json, proposal);
        WriteText(json, "occurred_at", time);
        json.WriteEndObject();
    }

    private static void WriteUrgency(Utf8JsonWriter json, UrgencyChoice urgency)
    {
        if (urgency.Key is null)
        {
            json.WriteString("urgency"u8, "high");
            return;
        }

        json.WriteStartObject("urgency"u8);
        json.WriteString("key"u8, urgency.Key);
        json.WriteStartObject("map"u8);
        foreach (string text in urgency.Low)
        {
            json.WriteString(text, "low"u8);
        }

        json.WriteEndObject();
        json.WriteString("else"u8, "high");
        json.WriteEndObject();
    }

    /// <summary>
    /// Writes the conditions: the status or, if only ends have a known status, that no end is reported; and that the incident key exists,
    /// because another form may have the same status.
    /// </summary>
    private static void WriteWhen(Utf8JsonWriter json, Proposal proposal, IReadOnlyList<string> texts)
    {
        json.WriteStartArray("when"u8);
        IReadOnlyList<string> other = [.. proposal.Status.Closed, .. proposal.Status.Acknowledged];
        if (proposal.Status.Key is string status && (texts.Count > 0 || other.Count > 0))
        {
            json.WriteStartObject();
            json.WriteString("key"u8, status);
            WriteTexts(json, texts.Count > 0 ? "equals" : "none", texts.Count > 0 ? texts : other);
            json.WriteEndObject();
        }

        if (proposal.Key.Keys.Concat([texts.Count == 0 ? proposal.Text.Title : null]).FirstOrDefault(static one => one is not null) is string made)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, made);
            json.WriteBoolean("exists"u8, true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteKey(Utf8JsonWriter json, Proposal proposal)
    {
        if (proposal.Key.Keys.Count > 1)
        {
            WriteTexts(json, "incident_mapped_with", proposal.Key.Keys);
        }
        else
        {
            WriteText(json, "incident_mapped_with", proposal.Key.Keys is [string only] ? only : null);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteSamples(Utf8JsonWriter json, SortedSamples samples)
    {
        if (samples.ByKind.Count == 0)
        {
            return;
        }

        json.WriteStartObject("samples"u8);
        foreach ((string kind, IReadOnlyList<string> payloads) in samples.ByKind)
        {
            json.WriteStartArray(kind);
            foreach (string payload in payloads)
            {
                using JsonDocument document = JsonDocument.Parse(payload);
                document.RootElement.WriteTo(json);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
