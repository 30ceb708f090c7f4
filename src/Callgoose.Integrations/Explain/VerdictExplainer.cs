using System.Text;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Schema;

namespace Callgoose.Explain;

/// <summary>
/// Builds an explanation from the results of filters for a payload, or for an element of it. With several integrations, the first pass with
/// a key decides.
/// </summary>
/// <param name="from">The source that the call names; empty if none.</param>
/// <param name="bodyLength">The length of the body; headers that are not part of it follow.</param>
internal sealed class VerdictExplainer(string from, int bodyLength)
{
    private readonly List<PartExplanation> parts = [];
    private TriggerExplanation? trigger;
    private ResolveExplanation? resolve;
    private AcknowledgeExplanation? acknowledge;

    /// <summary>The explanation so far.</summary>
    public VerdictExplanation Explanation => new(parts, trigger, resolve, acknowledge);

    /// <summary>True if a filter has passed with a key so far.</summary>
    public bool HasKey => trigger?.Key.Length > 0 || resolve?.Key.Length > 0 || acknowledge?.Key.Length > 0;

    /// <summary>Adds the results of an integration's filters.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="result">The results.</param>
    /// <param name="payload">The payload.</param>
    public void Add(Integration integration, EvaluationResult result, PayloadDocument payload)
    {
        foreach (FilterResult filter in result.Filters)
        {
            AddPart(integration, filter, "trigger", filter.Trigger, filter.Filter.Trigger?.When ?? default, payload);
            AddPart(integration, filter, "resolve", filter.Resolve, filter.Filter.Resolve?.When ?? default, payload);
            AddPart(integration, filter, "acknowledge", filter.Acknowledge, filter.Filter.Acknowledge?.When ?? default, payload);
        }

        if (result.Trigger is not null && (trigger is null || (trigger.Key.Length == 0 && result.Trigger.Key.Length > 0)))
        {
            trigger = Describe(integration, result.Trigger, payload);
        }

        if (result.Resolve is not null && (resolve is null || (resolve.Key.Length == 0 && result.Resolve.Key.Length > 0)))
        {
            resolve = Describe(integration, result.Resolve, payload);
        }

        if (result.Acknowledge is not null && (acknowledge is null || (acknowledge.Key.Length == 0 && result.Acknowledge.Key.Length > 0)))
        {
            acknowledge = new AcknowledgeExplanation(integration.Name, result.Acknowledge.Filter.Name, result.Acknowledge.Key, Time(result.Acknowledge.OccurredAt));
        }
    }

    private void AddPart(
        Integration integration, FilterResult filter, string kind, PartResult? part, EquatableArray<ConditionSchema> when, PayloadDocument payload)
    {
        if (part is not null)
        {
            string? before = part.Passed ? parts.Find(earlier => earlier.Part == kind && earlier.Passed)?.Filter : null;
            parts.Add(new PartExplanation(integration.Name, filter.Filter.Name, kind, part.Why, before, Places(when, part.Why, payload)) { Remark = part.Remark });
        }
    }

    private ByteSpan[] Places(EquatableArray<ConditionSchema> when, Mismatch? why, PayloadDocument payload) =>
    [
        .. when.Where((_, number) => why is null || number == why.Condition).Select(condition => ConditionPlace.Of(condition, payload)).OfType<ByteSpan>().Where(place => place.End <= bodyLength).Distinct(),
    ];

    private TriggerExplanation Describe(Integration integration, TriggerResult result, PayloadDocument payload)
    {
        var arena = new TextArena();
        TextRange source = arena.Append(Encoding.UTF8.GetBytes(from));
        TextRange title = IncidentTitle.Append(arena, source, Encoding.UTF8.GetBytes(result.Title));
        TriggerSchema schema = result.Filter.Trigger!;
        return new TriggerExplanation(
            integration.Name,
            result.Filter.Name,
            result.Urgency,
            Encoding.UTF8.GetString(arena[title]),
            result.Description.Length == 0 ? null : result.Description,
            result.Key,
            Remark(result.KeyProblem, schema.MappedWith, payload, "such an incident cannot be resolved by a call"),
            Time(result.OccurredAt))
        {
            Warnings = Warnings(result),
            Members = [.. result.Members.Select(static member => member.Name)],
            Link = IncidentLink.IsOne(Encoding.UTF8.GetBytes(result.Link)) ? result.Link : null,
            Ends = Time(result.EndsAt) is long ends ? Utc(ends)
                : schema.ResolveAfter > 0 ? $"{IntegrationWords.Length(schema.ResolveAfter)} after the last report"
                : null,
        };
    }

    private static ResolveExplanation Describe(Integration integration, ResolveResult result, PayloadDocument payload) => new(
        integration.Name,
        result.Filter.Name,
        result.Key,
        Remark(result.KeyProblem, result.Filter.Resolve!.MappedWith, payload, "nothing would be resolved"),
        Time(result.OccurredAt))
    {
        Withheld = result.Withheld,
    };

    private static CallWarnings Warnings(TriggerResult result) =>
        (result.Key.Length == 0 ? CallWarnings.Unkeyed : CallWarnings.None)
        | (result.KeyProblem == KeyProblem.Unexpanded ? CallWarnings.KeyUnexpanded : CallWarnings.None)
        | (result.OccurredAt.Length > 0 && Time(result.OccurredAt) is null ? CallWarnings.TimeNotBelieved : CallWarnings.None);

    /// <summary>Tells why a mapped value is no key (Catalog/README.md 4), and the consequence; null if it is one.</summary>
    private static string? Remark(KeyProblem problem, ValueSchema? mapped, PayloadDocument payload, string consequence)
    {
        if (problem == KeyProblem.None)
        {
            return null;
        }

        if (mapped is null)
        {
            return $"the filter maps none; {consequence}";
        }

        string[] keys = [.. mapped.Options.SelectMany(static option => option.Keys).Distinct()];
        return $"the mapped key {string.Join(", ", keys.Select(key => $"\"{key}\" is {What(problem, payload.Find(key))}"))}; {consequence}";
    }

    private static string What(KeyProblem problem, PayloadValue value)
    {
        if (!value.IsPresent || value.IsContainer)
        {
            return value.Kind;
        }

        string text = value.Text.Length > 80 ? string.Concat(value.Text.AsSpan(0, 79), "…") : value.Text;
        return string.IsNullOrWhiteSpace(text) ? "empty"
            : problem == KeyProblem.Unexpanded && TemplateVariable.Find(text) is not null ? $"{text}, a template variable left unexpanded"
            : problem == KeyProblem.Unexpanded ? $"{text}, as in the template: a variable left unexpanded"
            : problem == KeyProblem.NotAKey ? $"\"{text}\", which stands for none"
            : $"\"{text}\"";
    }

    private static long? Time(string text) => OccurredAt.Parse(Encoding.UTF8.GetBytes(text));

    private static string Utc(long unixMilliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
