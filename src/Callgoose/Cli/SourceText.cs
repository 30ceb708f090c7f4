using System.Globalization;
using System.Text;
using Callgoose.Schema;

namespace Callgoose.Cli;

/// <summary>Integrations in words: a list of them, and what to paste into the tool of one.</summary>
internal static class SourceText
{
    private const int DescriptionWidth = 70;

    /// <summary>A line for each integration.</summary>
    public static string Table(IEnumerable<IntegrationSchema> schemas)
    {
        var table = new TextTable("NAME", "RESOLVES", "DESCRIPTION");
        foreach (IntegrationSchema schema in schemas)
        {
            string description = schema.Description.Length <= DescriptionWidth ? schema.Description : string.Concat(schema.Description.AsSpan(0, DescriptionWidth - 1), "…");
            table.Add(schema.Name, Resolves(schema) ? "yes" : "no", description);
        }

        return table.ToString();
    }

    /// <summary>What to set up in the tool, and what then happens.</summary>
    public static string SetUp(IntegrationSchema schema, string url)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{schema.Name}\n\n{schema.Description}\n\n");
        text.Append(schema.Aliases.Count == 0 ? string.Empty : $"Also known as\n  {string.Join(", ", schema.Aliases)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"URL\n  {url}{ProcessPath(schema)}\n\n");
        text.Append("Headers\n  Content-Type: application/json\n  X-Callgoose-Auth: TOKEN\n  (or Authorization: Bearer TOKEN; 'callgoose tokens create' makes a token)\n\n");
        text.Append(schema.Template is null
            ? "Body\n  As the tool sends it; there is no template to set.\n\n"
            : $"Body template, to paste as it is\n{Indented(schema.Template)}\n\n");
        text.Append("Filters\n");
        foreach (string sentence in schema.Filters.SelectMany(Sentences))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {sentence}\n");
        }

        if (!Resolves(schema))
        {
            text.Append("\nNothing here resolves: the tool sends no event for it. Resolve such incidents by hand.\n");
        }

        return text.ToString();
    }

    /// <summary>Where the tool sends to.</summary>
    public static string ProcessPath(IntegrationSchema schema) => $"/v1/process?from={Uri.EscapeDataString(schema.Name)}";

    /// <summary>Whether the tool tells of an end.</summary>
    public static bool Resolves(IntegrationSchema schema) => schema.Filters.Any(static filter => filter.Resolve is not null);

    /// <summary>What a filter does, in a sentence for each of its parts.</summary>
    public static IEnumerable<string> Sentences(FilterSchema filter)
    {
        if (filter.Trigger is TriggerSchema trigger)
        {
            string key = trigger.MappedWith is null ? "without an incident key" : $"mapped with {trigger.MappedWith}";
            yield return $"{filter.Name}: opens an incident of urgency {filter.Urgency}, {key}, when {Words(trigger.When)}";
        }

        if (filter.Resolve is ResolveSchema resolve)
        {
            yield return $"{filter.Name}: resolves the incident mapped with {resolve.MappedWith}, when {Words(resolve.When)}";
        }
    }

    private static string Words(EquatableArray<ConditionSchema> when) => when.All(static condition => condition.IsCatchAll)
        ? "anything comes"
        : string.Join(" and ", when.Where(static condition => !condition.IsCatchAll).Select(Words));

    private static string Words(ConditionSchema condition)
    {
        string subject = condition.Key ?? "the payload";
        string all = string.Join(" and ", condition.Texts.Select(static text => $"\"{text}\""));
        string any = string.Join(" or ", condition.Texts.Select(static text => $"\"{text}\""));
        return condition.Operator switch
        {
            ConditionOperator.Contains when condition.Texts.Count == 0 => $"{subject} is there",
            ConditionOperator.Contains => $"{subject} contains {all}",
            ConditionOperator.Any => $"{subject} contains {any}",
            ConditionOperator.None => $"{subject} does not contain {any}",
            ConditionOperator.EqualsAny => $"{subject} is {any}",
            ConditionOperator.StartsWithAny => $"{subject} starts with {any}",
            ConditionOperator.EndsWithAny => $"{subject} ends with {any}",
            ConditionOperator.Exists => $"{subject} is there",
            _ => $"{subject} is not there",
        };
    }

    private static string Indented(string text) => string.Join('\n', text.TrimEnd('\n').Split('\n').Select(static line => "  " + line));
}
