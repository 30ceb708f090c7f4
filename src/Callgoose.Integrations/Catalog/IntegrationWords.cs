using System.Globalization;
using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>Describes in words what an integration does: for lists, for the page, and for people who set up its tool.</summary>
internal static class IntegrationWords
{
    private static readonly (long Size, char Name)[] Units = [(86400, 'd'), (3600, 'h'), (60, 'm'), (1, 's')];

    /// <summary>The path that the tool sends to.</summary>
    public static string ProcessPath(IntegrationSchema schema) => $"/v1/process?from={Uri.EscapeDataString(schema.Name)}";

    /// <summary>Tells whether the tool reports ends.</summary>
    public static bool Resolves(IntegrationSchema schema) => schema.Filters.Any(static filter => filter.Resolve is not null);

    /// <summary>What happens to incidents that nothing resolves; null if the tool reports every end.</summary>
    public static string? WithoutEnd(IntegrationSchema schema)
    {
        TriggerSchema[] triggers = [.. schema.Filters.Select(static filter => filter.Trigger).OfType<TriggerSchema>()];
        return Resolves(schema) ? null
            : triggers.All(static trigger => trigger.ResolveAfter > 0) ? "Nothing here resolves: the tool sends no event for it. Such incidents end by themselves."
            : "Nothing here resolves: the tool sends no event for it. Resolve such incidents by hand.";
    }

    /// <summary>What a filter does, with a sentence for each of its parts.</summary>
    public static IEnumerable<string> Sentences(FilterSchema filter)
    {
        if (filter.Trigger is TriggerSchema trigger)
        {
            string key = trigger.MappedWith is null ? "without an incident key" : $"mapped with {trigger.MappedWith}";
            string each = filter.Each is null ? string.Empty : $"for each of {filter.Each} ";
            string urgency = filter.UrgencyMap is null ? filter.Urgency : $"decided by {filter.UrgencyMap.Value}";
            yield return $"{filter.Name}: {each}opens an incident of urgency {urgency}, {key}, when {Words(trigger.When)}{End(trigger)}";
        }

        if (filter.Resolve is ResolveSchema resolve)
        {
            string unless = resolve.Unless is null ? string.Empty : $", unless {Words(resolve.Unless.When)} ({resolve.Unless.Reason})";
            yield return $"{filter.Name}: resolves the incident mapped with {resolve.MappedWith}, when {Words(resolve.When)}{unless}";
        }

        if (filter.Acknowledge is AcknowledgeSchema acknowledge)
        {
            yield return $"{filter.Name}: acknowledges the incident mapped with {acknowledge.MappedWith}, when {Words(acknowledge.When)}";
        }
    }

    /// <summary>A duration as schema files write it, in the largest unit that gives a whole number.</summary>
    public static string Length(long milliseconds)
    {
        long seconds = milliseconds / 1000;
        (long size, char unit) = Units.First(one => seconds % one.Size == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / size}{unit}");
    }

    private static string End(TriggerSchema trigger) => trigger.ResolveAfter > 0 ? $"; it ends by itself {Length(trigger.ResolveAfter)} after its last report"
        : trigger.EndsAt is null ? string.Empty
        : $"; it ends by itself at the time of {trigger.EndsAt}";

    private static string Words(EquatableArray<ConditionSchema> when) => when.All(static condition => condition.IsCatchAll)
        ? "anything comes"
        : string.Join(" and ", when.Where(static condition => !condition.IsCatchAll).Select(Words));

    private static string Words(ConditionSchema condition) =>
        condition.Lists.Count > 0 ? $"({string.Join(" or ", condition.Lists.Select(Words))})"
        : condition.IgnoreCase ? $"{WordsOf(condition)} in any case"
        : WordsOf(condition);

    private static string WordsOf(ConditionSchema condition)
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
            ConditionOperator.Above => $"{subject} is above {condition.Texts[0]}",
            ConditionOperator.AtLeast => $"{subject} is at least {condition.Texts[0]}",
            ConditionOperator.Below => $"{subject} is below {condition.Texts[0]}",
            ConditionOperator.AtMost => $"{subject} is at most {condition.Texts[0]}",
            ConditionOperator.Matches => $"{subject} matches {any}",
            _ => $"{subject} is not there",
        };
    }
}
