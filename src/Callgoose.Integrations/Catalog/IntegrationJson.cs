using System.Text.Json;
using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>Integrations as JSON: the answers of <c>/v1/integrations</c>, and the output of <c>callgoose integrations --json</c>.</summary>
internal static class IntegrationJson
{
    /// <summary>Writes integrations as members of the current object.</summary>
    public static void WriteList(Utf8JsonWriter json, IEnumerable<IntegrationSchema> schemas)
    {
        json.WriteStartArray("integrations"u8);
        foreach (IntegrationSchema schema in schemas)
        {
            json.WriteStartObject();
            WriteMembers(json, schema);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes how to set up the tool of one integration, what happens then, and its samples.</summary>
    public static void WriteSetUp(Utf8JsonWriter json, IntegrationSchema schema)
    {
        WriteMembers(json, schema);
        json.WriteString("path"u8, IntegrationWords.ProcessPath(schema));
        WriteTexts(json, "filters"u8, schema.Filters.SelectMany(IntegrationWords.Sentences));
        json.WriteStartObject("samples"u8);
        WriteTexts(json, "trigger"u8, schema.Samples.Trigger);
        WriteTexts(json, "resolve"u8, schema.Samples.Resolve);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, IntegrationSchema schema)
    {
        json.WriteString("name"u8, schema.Name);
        WriteTexts(json, "aliases"u8, schema.Aliases);
        json.WriteString("description"u8, schema.Description);
        json.WriteBoolean("resolves"u8, IntegrationWords.Resolves(schema));
        json.WriteString("template"u8, schema.Template);
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
}
