namespace Callgoose.Schema;

/// <summary>
/// The reference implementation: it defines in the simplest way what the filters of a schema file mean for a payload. Generated and
/// interpreted filters must agree with it on every input. It also runs samples and gives people the reasons.
/// </summary>
public static class Evaluator
{
    /// <summary>Runs all filters of an integration over a payload.</summary>
    public static EvaluationResult Evaluate(IntegrationSchema schema, PayloadDocument payload)
    {
        payload = payload.Unwrap(schema.Parse);
        var take = new ValueTake(schema);
        IReadOnlyList<string> lists = [.. schema.Filters.Select(static filter => filter.Each).OfType<string>().Distinct()];
        var elements = new List<ElementResult>();
        foreach (string list in lists)
        {
            elements.AddRange(payload.Elements(list).Take(SchemaLimits.Elements).Select((element, index) => new ElementResult(list, index, element, Run(schema, list, element, take))));
        }

        EvaluationResult whole = Run(schema, null, payload, take);
        return whole with
        {
            Filters = new EquatableArray<FilterResult>(whole.Filters.Concat(schema.Filters.Where(static filter => filter.Each is not null).Select(filter => WithoutElements(filter, payload)).OfType<FilterResult>())),
            Elements = elements,
            HasTooManyElements = lists.Any(list => payload.Elements(list).Skip(SchemaLimits.Elements).Any()),
        };
    }

    /// <summary>Returns a result without effect if there is no element; null if there is one.</summary>
    private static FilterResult? WithoutElements(FilterSchema filter, PayloadDocument payload)
    {
        PartResult? why = MismatchText.NoElements(filter.Each!, payload) is Mismatch mismatch ? new PartResult(mismatch) : null;
        return why is null ? null : new FilterResult(filter, filter.Trigger is null ? null : why, filter.Resolve is null ? null : why, filter.Acknowledge is null ? null : why);
    }

    /// <summary>Runs the filters for the whole payload, or those for the elements of a list.</summary>
    private static EvaluationResult Run(IntegrationSchema schema, string? list, PayloadDocument payload, ValueTake take)
    {
        FilterResult[] filters =
        [
            .. schema.Filters.Where(filter => filter.Each == list).Select(filter => new FilterResult(
                filter, Check(filter.Trigger?.When, payload), Check(filter.Resolve?.When, payload), Check(filter.Acknowledge?.When, payload))),
        ];
        FilterSchema? trigger = filters.FirstOrDefault(static result => result.Trigger is { Passed: true })?.Filter;
        FilterSchema? resolve = filters.FirstOrDefault(static result => result.Resolve is { Passed: true })?.Filter;
        FilterSchema? acknowledge = filters.FirstOrDefault(static result => result.Acknowledge is { Passed: true })?.Filter;
        return new EvaluationResult(
            new EquatableArray<FilterResult>(filters),
            trigger is null ? null : Take(trigger, trigger.Trigger!, payload, take),
            resolve is null ? null : Take(resolve, resolve.Resolve!, payload, take),
            acknowledge is null ? null : new AcknowledgeResult(
                acknowledge, take.Key(acknowledge.Acknowledge!.MappedWith, acknowledge, payload).Text, ValueTake.Time(acknowledge.Acknowledge.OccurredAt, payload)))
        {
            Schema = schema,
        };
    }

    private static PartResult? Check(EquatableArray<ConditionSchema>? when, PayloadDocument payload)
    {
        if (when is not EquatableArray<ConditionSchema> conditions)
        {
            return null;
        }

        Mismatch? why = conditions.Select((condition, number) => ConditionCheck.Check(condition, number, payload)).FirstOrDefault(static why => why is not null);
        return new PartResult(why) { Remark = why is null ? LongerWord.Remark(conditions, payload) : null };
    }

    private static TriggerResult Take(FilterSchema filter, TriggerSchema trigger, PayloadDocument payload, ValueTake take)
    {
        KeyResult key = take.Key(trigger.MappedWith, filter, payload);
        return new TriggerResult(
            filter, key.Text, ValueTake.Text(trigger.Title, payload), ValueTake.Text(trigger.Description, payload), ValueTake.Time(trigger.OccurredAt, payload))
        {
            KeyProblem = key.Problem,
            Urgency = ValueTake.Urgency(filter, payload),
            Link = ValueTake.Text(trigger.Link, payload),
            EndsAt = ValueTake.Time(trigger.EndsAt, payload),
            Members = ValueTake.Members(trigger.GrownBy, payload),
            Listed = ValueTake.Members(trigger.Listed, payload),
            Vanished = ValueTake.Members(trigger.Vanished, payload),
        };
    }

    private static ResolveResult Take(FilterSchema filter, ResolveSchema resolve, PayloadDocument payload, ValueTake take)
    {
        KeyResult key = take.Key(resolve.MappedWith, filter, payload);
        return new ResolveResult(filter, key.Text, ValueTake.Time(resolve.OccurredAt, payload))
        {
            KeyProblem = key.Problem,
            Ended = ValueTake.Members(resolve.Ended, payload),
            Withheld = resolve.Unless is WithheldSchema unless && IsWithheld(unless, payload) ? unless.Reason : null,
        };
    }

    private static bool IsWithheld(WithheldSchema unless, PayloadDocument payload) => unless.List is null
        ? Check(unless.When, payload)!.Passed
        : ValueTake.Elements(new ElementsSchema(unless.List, unless.When), payload).Any();
}
