using System.Text;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;
using Callgoose.Services;

namespace Callgoose.Explain;

/// <summary>Does everything that a call does except act, with the reference evaluator, which knows its reasons.</summary>
internal static class Explainer
{
    /// <summary>Explains a call.</summary>
    /// <param name="services">The services that it is checked against.</param>
    /// <param name="from">The source that it names, cleaned; empty if none.</param>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="form">How the body is taken.</param>
    /// <param name="now">When it is received, in Unix milliseconds (UTC).</param>
    /// <param name="explanation">The explanation, if the body is not refused.</param>
    /// <returns>Why the body is refused; none if it is not.</returns>
    public static PayloadError Explain(IEnumerable<Service> services, string from, byte[] body, PayloadForm form, long now, out Explanation? explanation)
    {
        explanation = null;
        PayloadError error = form == PayloadForm.Text ? default : PayloadReader.Check(body, new ScratchBuffer());
        if (!error.IsNone && (form == PayloadForm.Json || error.Kind == PayloadErrorKind.InvalidUtf8))
        {
            return error;
        }

        PayloadDocument payload = form == PayloadForm.Text || !error.IsNone ? PayloadDocument.FromText(body) : PayloadDocument.Parse(body);
        explanation = new Explanation(from, payload.IsJson, [.. services.Select(service => ExplainService(service, from, body, payload, now))]);
        return default;
    }

    private static ServiceExplanation ExplainService(Service service, string from, byte[] body, PayloadDocument payload, long now)
    {
        ReadOnlySpan<Integration> met = service.Integrations.For(Encoding.UTF8.GetBytes(from));
        bool isNamed = met.Length == 1 && from.Length > 0
            && met[0].Aliases.Prepend(met[0].Name).Any(name => AsciiCase.Comparer.Equals(name, from));
        var parts = new List<PartExplanation>();
        TriggerExplanation? trigger = null;
        ResolveExplanation? resolve = null;
        foreach (Integration integration in met)
        {
            IntegrationSchema schema = IntegrationSchemas.Of(integration);
            EvaluationResult result = Evaluator.Evaluate(schema, payload);
            foreach (FilterResult filter in result.Filters)
            {
                AddPart(parts, integration, filter, filter.Trigger, isTrigger: true, payload);
                AddPart(parts, integration, filter, filter.Resolve, isTrigger: false, payload);
            }

            trigger ??= result.Trigger is null ? null : Describe(integration, result.Trigger, from, payload);
            resolve ??= result.Resolve is null ? null : Describe(integration, result.Resolve, payload);
        }

        NoEffectReason? heldBack = !service.IsEnabled ? NoEffectReason.ServiceDisabled
            : service.IsInMaintenance(now, body) ? NoEffectReason.InMaintenance
            : null;
        return new ServiceExplanation(service.Name, heldBack, isNamed, parts, trigger, resolve);
    }

    private static void AddPart(List<PartExplanation> parts, Integration integration, FilterResult filter, PartResult? part, bool isTrigger, PayloadDocument payload)
    {
        if (part is not null)
        {
            string? before = part.Passed ? parts.Find(earlier => earlier.IsTrigger == isTrigger && earlier.Passed)?.Filter : null;
            EquatableArray<ConditionSchema> when = isTrigger ? filter.Filter.Trigger!.When : filter.Filter.Resolve!.When;
            parts.Add(new PartExplanation(integration.Name, filter.Filter.Name, isTrigger, part.Why, before, Places(when, part.Why, payload)));
        }
    }

    private static ByteSpan[] Places(EquatableArray<ConditionSchema> when, Mismatch? why, PayloadDocument payload) =>
    [
        .. when.Where((_, number) => why is null || number == why.Condition).Select(condition => ConditionPlace.Of(condition, payload)).OfType<ByteSpan>().Distinct(),
    ];

    private static TriggerExplanation Describe(Integration integration, TriggerResult trigger, string from, PayloadDocument payload)
    {
        var arena = new TextArena();
        TextRange source = arena.Append(Encoding.UTF8.GetBytes(from));
        TextRange title = IncidentTitle.Append(arena, source, Encoding.UTF8.GetBytes(trigger.Title));
        return new TriggerExplanation(
            integration.Name,
            trigger.Filter.Name,
            trigger.Filter.Urgency,
            Encoding.UTF8.GetString(arena[title]),
            trigger.Description.Length == 0 ? null : trigger.Description,
            trigger.Key,
            Remark(trigger.Key, trigger.Filter.Trigger!.MappedWith, payload, "such an incident cannot be resolved by a call"),
            OccurredAt.Parse(Encoding.UTF8.GetBytes(trigger.OccurredAt)));
    }

    private static ResolveExplanation Describe(Integration integration, ResolveResult resolve, PayloadDocument payload) => new(
        integration.Name,
        resolve.Filter.Name,
        resolve.Key,
        Remark(resolve.Key, resolve.Filter.Resolve!.MappedWith, payload, "nothing would be resolved"),
        OccurredAt.Parse(Encoding.UTF8.GetBytes(resolve.OccurredAt)));

    /// <summary>Why a mapped value is none (schema.md 3) or is the same for every incident, and what follows; null if it is as it should be.</summary>
    private static string? Remark(string mapped, string? key, PayloadDocument payload, string consequence)
    {
        if (mapped.Length > 0)
        {
            return TemplateVariable.Find(mapped) is null
                ? null
                : "a template variable left unexpanded: all incidents would have this one key, and only the first would open";
        }

        if (key is null)
        {
            return $"the filter maps none; {consequence}";
        }

        PayloadValue value = payload.Find(key);
        string what = value.IsPresent && !value.IsContainer ? "empty" : value.Kind;
        return $"the mapped key \"{key}\" is {what}; {consequence}";
    }
}
