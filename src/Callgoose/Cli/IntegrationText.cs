using System.Globalization;
using System.Text;
using Callgoose.Catalog;
using Callgoose.Schema;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary>Formats integrations for people: as a list, and with the texts to paste into the tool.</summary>
internal static class IntegrationText
{
    /// <summary>Formats one line per integration.</summary>
    public static string Table(IEnumerable<IntegrationSchema> schemas)
    {
        var table = new TextTable("NAME", "RESOLVES", "DESCRIPTION") { MaxWidth = TerminalSize.Width };
        foreach (IntegrationSchema schema in schemas)
        {
            table.Add(schema.Name, IntegrationWords.Resolves(schema) ? "yes" : "no", schema.Description.Split('\n')[0]);
        }

        return table.ToString();
    }

    /// <summary>Describes how to set up the tool, and what happens then.</summary>
    public static string SetUp(IntegrationSchema schema, string url)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{schema.Name}\n\n{schema.Description}\n\n");
        text.Append(schema.Aliases.Count == 0 ? string.Empty : $"Also known as\n  {string.Join(", ", schema.Aliases)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"URL\n  {url}{IntegrationWords.ProcessPath(schema)}\n\n");
        text.Append("Headers\n  Content-Type: application/json\n  X-Callgoose-Auth: TOKEN\n  (or Authorization: Bearer TOKEN; 'callgoose tokens create' makes a token)\n\n");
        text.Append(schema.Template is null
            ? "Body\n  As the tool sends it; there is no template to set.\n\n"
            : $"Body template, to paste as it is\n{Indented(schema.Template)}\n\n");
        text.Append("Filters\n");
        foreach (string sentence in schema.Filters.SelectMany(IntegrationWords.Sentences))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {sentence}\n");
        }

        if (IntegrationWords.WithoutEnd(schema) is string remark)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{remark}\n");
        }

        return text.ToString();
    }

    private static string Indented(string text) => string.Join('\n', text.TrimEnd('\n').Split('\n').Select(static line => "  " + line));
}
