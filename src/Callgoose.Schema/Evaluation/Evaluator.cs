namespace Callgoose.Schema;

/// <summary>
/// The reference: says in the plainest way what the filters of a schema file mean for a payload. Generated and
/// interpreted filters must agree with it on every input; it runs samples and gives people the reasons.
/// </summary>
public static class Evaluator
{
    /// <summary>Runs all filters of an integration over a payload.</summary>
    public static EvaluationResult Evaluate(IntegrationSchema schema, PayloadDocument payload)
    {
        FilterResult[] filters =
        [
            .. schema.Filters.Select(filter => new FilterResult(
                filter,
                filter.Trigger is null ? null : Run(filter.Trigger.When, payload),
                filter.Resolve is null ? null : Run(filter.Resolve.When, payload))),
        ];
        FilterSchema? trigger = filters.FirstOrDefault(static result => result.Trigger is { Passed: true })?.Filter;
        FilterSchema? resolve = filters.FirstOrDefault(static result => result.Resolve is { Passed: true })?.Filter;
        return new EvaluationResult(
            new EquatableArray<FilterResult>(filters),
            trigger is null ? null : Take(trigger, trigger.Trigger!, schema.OccurredAt.Trigger, payload),
            resolve is null ? null : new ResolveResult(resolve, Scalar(payload, resolve.Resolve!.MappedWith), Scalar(payload, schema.OccurredAt.Resolve)));
    }

    private static PartResult Run(EquatableArray<ConditionSchema> when, PayloadDocument payload) =>
        new(when.Select((condition, number) => ConditionCheck.Check(condition, number, payload)).FirstOrDefault(static why => why is not null));

    private static TriggerResult Take(FilterSchema filter, TriggerSchema trigger, string? occurredAt, PayloadDocument payload) => new(
        filter, Scalar(payload, trigger.MappedWith), Scalar(payload, trigger.Title), Scalar(payload, trigger.Description), Scalar(payload, occurredAt));

    private static string Scalar(PayloadDocument payload, string? key) => key is null ? string.Empty : payload.Find(key).ScalarText;
}
