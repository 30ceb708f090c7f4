using System.Text;

namespace Callgoose.Schema;

/// <summary>Runs the samples of a file through its filters (Catalog/README.md 7), to check that they have the stated effect.</summary>
internal sealed class SampleRun(IntegrationSchema schema, SampleNodes nodes, ProblemList problems)
{
    private readonly HashSet<string> triggered = new(StringComparer.Ordinal);

    /// <summary>Reports every sample that does not have the effect of its kind.</summary>
    public void Run()
    {
        RunAll(schema.Samples.Trigger, nodes.Trigger, RunTrigger);
        RunBatches();
        RunAll(schema.Samples.Resolve, nodes.Resolve, (verdicts, place) => RunEnd("resolve", verdicts, place));
        RunAll(schema.Samples.Acknowledge, nodes.Acknowledge, (verdicts, place) => RunEnd("acknowledge", verdicts, place));
        RunAll(schema.Samples.Unkeyed, nodes.Unkeyed, RunUnkeyed);
        RunAll(schema.Samples.Ignored, nodes.Ignored, RunIgnored);
    }

    private void RunAll(EquatableArray<string> samples, IReadOnlyList<SchemaNode> places, Action<IReadOnlyList<EvaluationResult>, ByteSpan> run)
    {
        for (int i = 0; i < samples.Count; i++)
        {
            run(Evaluate(samples[i]), Start(places[i]));
        }
    }

    /// <summary>Returns the results for the payload and for its elements.</summary>
    private List<EvaluationResult> Evaluate(string sample)
    {
        EvaluationResult result = Evaluator.Evaluate(schema, PayloadDocument.Parse(Encoding.UTF8.GetBytes(sample)));
        return [result, .. result.Elements.Select(static element => element.Verdict)];
    }

    private void RunTrigger(IReadOnlyList<EvaluationResult> verdicts, ByteSpan place)
    {
        Need("trigger", verdicts, place);
        Refuse("trigger", verdicts, place, "resolve", "acknowledge");
        Note(verdicts);
    }

    private void RunUnkeyed(IReadOnlyList<EvaluationResult> verdicts, ByteSpan place)
    {
        Need("unkeyed", verdicts, place);
        Refuse("unkeyed", verdicts, place, "resolve", "acknowledge");
        if (verdicts.Select(static verdict => verdict.Trigger).FirstOrDefault(static trigger => trigger is { Key.Length: > 0 }) is TriggerResult keyed)
        {
            problems.Add(
                SchemaRules.SampleHasKey, place, $"This unkeyed sample has the incident key \"{keyed.Key}\"; write into \"no_key\" what is none, or move the sample to \"trigger\".");
        }
    }

    /// <summary>Checks a resolve or acknowledge sample, which must apply to the incident of a trigger sample.</summary>
    private void RunEnd(string kind, IReadOnlyList<EvaluationResult> verdicts, ByteSpan place)
    {
        Refuse(kind, verdicts, place, "trigger", kind == "resolve" ? "acknowledge" : "resolve");
        Need(kind, verdicts, place);
        foreach ((FilterSchema filter, ValueSchema mapped, string key) in verdicts.Select(verdict => EndOf(kind, verdict)).OfType<(FilterSchema, ValueSchema, string)>())
        {
            if (key.Length == 0)
            {
                problems.Add(
                    SchemaRules.SampleResolvesNothing, place, $"The key \"{mapped}\" has no value in this sample, so it {kind}s nothing; map another key, or complete the sample.");
            }
            else if (filter.KeySpace != FilterSchema.SharedKeySpace && !triggered.Contains(Spaced(filter, key)))
            {
                problems.Add(
                    SchemaRules.SampleResolvesNothing, place, $"No trigger sample is mapped with \"{key}\", so this sample {kind}s nothing; give it the key of a trigger sample.");
            }
        }
    }

    private void RunIgnored(IReadOnlyList<EvaluationResult> verdicts, ByteSpan place) => Refuse("ignored", verdicts, place, "trigger", "resolve", "acknowledge");

    private void RunBatches()
    {
        for (int i = 0; i < schema.Samples.Batch.Count; i++)
        {
            BatchSample sample = schema.Samples.Batch[i];
            List<EvaluationResult> verdicts = Evaluate(sample.Payload);
            Note(verdicts);
            string found = string.Join(", ", verdicts.Skip(1).Select(OutcomeOf));
            string stated = string.Join(", ", sample.Outcomes);
            if (found != stated)
            {
                problems.Add(
                    SchemaRules.BatchDiffers, Start(nodes.Batch[i]), $"The elements of this sample come to: {(found.Length == 0 ? "none, there are no elements" : found)}. Stated is: {stated}. Correct the sample or the filter.");
            }
        }
    }

    private static string OutcomeOf(EvaluationResult verdict) =>
        verdict.Trigger is { Key.Length: > 0 } ? "trigger"
        : verdict.Trigger is not null ? "unkeyed"
        : verdict.Resolve is { Withheld: not null } ? "withheld"
        : verdict.Resolve is not null ? "resolve"
        : verdict.Acknowledge is not null ? "acknowledge"
        : "ignored";

    private void Note(IEnumerable<EvaluationResult> verdicts)
    {
        foreach (TriggerResult trigger in verdicts.Select(static verdict => verdict.Trigger).OfType<TriggerResult>())
        {
            triggered.Add(Spaced(trigger.Filter, trigger.Key));
        }
    }

    private void Need(string kind, IReadOnlyList<EvaluationResult> verdicts, ByteSpan place)
    {
        string part = kind == "unkeyed" ? "trigger" : kind;
        if (!verdicts.Any(verdict => PassedBy(part, verdict) is not null))
        {
            problems.Add(SchemaRules.SampleDoesNotPass, place, $"This {kind} sample passes no {part}: {Reasons(part, verdicts)}. Correct the sample or the filter.");
        }
    }

    private void Refuse(string kind, IReadOnlyList<EvaluationResult> verdicts, ByteSpan place, params string[] parts)
    {
        foreach (string part in parts)
        {
            if (verdicts.Select(verdict => PassedBy(part, verdict)).FirstOrDefault(static filter => filter is not null) is FilterSchema passed)
            {
                string too = kind == "ignored" ? string.Empty : " too";
                string why = verdicts.SelectMany(static verdict => verdict.Filters).Where(filter => filter.Filter == passed).Select(filter => PartOf(part, filter)?.Remark).FirstOrDefault(static remark => remark is not null) is string remark
                    ? $" ({remark})"
                    : string.Empty;
                problems.Add(SchemaRules.SamplePassesMore, place, $"This {kind} sample passes the {part} of \"{passed.Name}\"{too}{why}; narrow that filter, or move the sample.");
                return;
            }
        }
    }

    private static FilterSchema? PassedBy(string part, EvaluationResult verdict) => part switch
    {
        "trigger" => verdict.Trigger?.Filter,
        "resolve" => verdict.Resolve?.Filter,
        _ => verdict.Acknowledge?.Filter,
    };

    private static (FilterSchema Filter, ValueSchema Mapped, string Key)? EndOf(string kind, EvaluationResult verdict) =>
        kind == "resolve" && verdict.Resolve is ResolveResult resolve ? (resolve.Filter, resolve.Filter.Resolve!.MappedWith, resolve.Key)
        : kind == "acknowledge" && verdict.Acknowledge is AcknowledgeResult acknowledge ? (acknowledge.Filter, acknowledge.Filter.Acknowledge!.MappedWith, acknowledge.Key)
        : null;

    private static string Reasons(string part, IReadOnlyList<EvaluationResult> verdicts)
    {
        IEnumerable<string> reasons = verdicts
            .SelectMany(static verdict => verdict.Filters)
            .Select(filter => (filter.Filter.Name, Result: PartOf(part, filter)))
            .Where(static filter => filter.Result?.Why is not null)
            .Select(static filter => $"\"{filter.Name}\": {filter.Result!.Why!.Message}");
        string all = string.Join("; ", reasons);
        return all.Length == 0 ? "there is none in this file" : all;
    }

    private static PartResult? PartOf(string part, FilterResult filter) => part switch
    {
        "trigger" => filter.Trigger,
        "resolve" => filter.Resolve,
        _ => filter.Acknowledge,
    };

    private static string Spaced(FilterSchema filter, string key) => filter.KeySpace + "\n" + key;

    private static ByteSpan Start(SchemaNode node) => new(node.Span.Start, 1);
}
