using System.Text;

namespace Callgoose.Schema;

/// <summary>Runs the samples of a file through its filters (schema.md 6): what a file promises it has to keep.</summary>
internal sealed class SampleRun(IntegrationSchema schema, SampleNodes nodes, ProblemList problems)
{
    private readonly HashSet<string> triggered = new(StringComparer.Ordinal);

    /// <summary>Reports every sample that does not do what it is a sample of.</summary>
    public void Run()
    {
        RunAll(schema.Samples.Trigger, nodes.Trigger, RunTrigger);
        RunAll(schema.Samples.Resolve, nodes.Resolve, RunResolve);
        RunAll(schema.Samples.Ignored, nodes.Ignored, RunIgnored);
    }

    private void RunAll(EquatableArray<string> samples, IReadOnlyList<SchemaNode> places, Action<EvaluationResult, ByteSpan> run)
    {
        for (int i = 0; i < samples.Count; i++)
        {
            PayloadDocument payload = PayloadDocument.Parse(Encoding.UTF8.GetBytes(samples[i]));
            run(Evaluator.Evaluate(schema, payload), new ByteSpan(places[i].Span.Start, 1));
        }
    }

    private void RunTrigger(EvaluationResult result, ByteSpan place)
    {
        if (result.Trigger is null)
        {
            problems.Add(
                SchemaRules.SampleDoesNotPass, place, "This trigger sample passes no trigger: " + Reasons(result, static filter => filter.Trigger) + ". Correct the sample or the filter.");
        }
        else
        {
            triggered.Add(result.Trigger.Key);
        }

        if (result.Resolve is not null)
        {
            problems.Add(
                SchemaRules.SamplePassesMore, place, $"This trigger sample passes the resolve of \"{result.Resolve.Filter.Name}\" too; narrow that filter, or move the sample.");
        }
    }

    private void RunResolve(EvaluationResult result, ByteSpan place)
    {
        if (result.Trigger is not null)
        {
            problems.Add(
                SchemaRules.SamplePassesMore, place, $"This resolve sample passes the trigger of \"{result.Trigger.Filter.Name}\" too; narrow that filter, or move the sample.");
        }

        if (result.Resolve is null)
        {
            problems.Add(
                SchemaRules.SampleDoesNotPass, place, "This resolve sample passes no resolve: " + Reasons(result, static filter => filter.Resolve) + ". Correct the sample or the filter.");
        }
        else if (result.Resolve.Key.Length == 0)
        {
            problems.Add(
                SchemaRules.SampleResolvesNothing, place, $"The key \"{result.Resolve.Filter.Resolve!.MappedWith}\" has no value in this sample, so it resolves nothing; map another key, or complete the sample.");
        }
        else if (!triggered.Contains(result.Resolve.Key))
        {
            problems.Add(
                SchemaRules.SampleResolvesNothing, place, $"No trigger sample is mapped with \"{result.Resolve.Key}\", so this sample resolves nothing; give it the key of a trigger sample.");
        }
    }

    private void RunIgnored(EvaluationResult result, ByteSpan place)
    {
        string? passed = result.Trigger is not null ? $"trigger of \"{result.Trigger.Filter.Name}\""
            : result.Resolve is not null ? $"resolve of \"{result.Resolve.Filter.Name}\""
            : null;
        if (passed is not null)
        {
            problems.Add(SchemaRules.SamplePassesMore, place, $"This ignored sample passes the {passed}; narrow that filter, or move the sample.");
        }
    }

    private static string Reasons(EvaluationResult result, Func<FilterResult, PartResult?> part)
    {
        IEnumerable<string> reasons = result.Filters
            .Where(filter => part(filter)?.Why is not null)
            .Select(filter => $"\"{filter.Filter.Name}\": {part(filter)!.Why!.Message}");
        string all = string.Join("; ", reasons);
        return all.Length == 0 ? "there is none in this file" : all;
    }
}
