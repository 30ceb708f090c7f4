using System.Runtime.InteropServices;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Interpretation;

/// <summary>The filters of a schema file for the whole payload, or for the elements of one list, as tables that are built once.</summary>
internal sealed class InterpretedFilters
{
    private readonly IntegrationSchema schema;
    private readonly InterpretedKeys keys;
    private readonly NoKey noKey;
    private readonly bool isTimed;
    private readonly InterpretedPart[] parts;
    private readonly InterpretedCondition[] conditions;

    /// <summary>For each condition, the conditions with the same key, including itself.</summary>
    private readonly int[][] alike;

    /// <summary>Builds the tables.</summary>
    /// <param name="schema">The file.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="noKey">Its rules for values that are no incident key.</param>
    /// <param name="list">The list, or null.</param>
    public InterpretedFilters(IntegrationSchema schema, InterpretedKeys keys, NoKey noKey, string? list)
    {
        this.schema = schema;
        this.keys = keys;
        this.noKey = noKey;
        isTimed = schema.IsTimed;
        List = list is null ? null : keys.List(list);
        var numbered = new List<InterpretedCondition>();
        parts = [.. schema.Filters.Where(filter => filter.Each == list).SelectMany(filter => Parts(filter, numbered))];
        conditions = [.. numbered];
        alike = [.. conditions.Select(condition => Enumerable.Range(0, conditions.Length).Where(i => conditions[i].Key == condition.Key).ToArray())];
    }

    /// <summary>The list, or null.</summary>
    public InterpretedList? List { get; }

    /// <summary>Runs the filters. Filters that passed before are kept.</summary>
    public void Run(scoped in PayloadView view, ScratchBuffer scratch, ref FilterMatch match)
    {
        Span<Outcome> outcomes = MemoryMarshal.Cast<byte, Outcome>(scratch.Take(conditions.Length));
        outcomes.Clear();
        foreach (InterpretedPart part in parts)
        {
            bool isDecided = part switch
            {
                InterpretedTrigger => match.Trigger.Passed,
                InterpretedResolve => match.Resolve.Passed,
                _ => match.Acknowledge.Passed,
            };
            if (!isDecided && AllHold(part.Conditions, view, outcomes, scratch))
            {
                Take(part, view, scratch, ref match);
            }
        }
    }

    private void Take(InterpretedPart part, scoped in PayloadView view, ScratchBuffer scratch, ref FilterMatch match)
    {
        switch (part)
        {
            case InterpretedTrigger trigger:
                Take(trigger, view, scratch, ref match.Trigger);
                break;

            case InterpretedResolve resolve:
                match.Resolve.Filter = resolve.Filter;
                match.Resolve.Key = resolve.MappedWith.Key(noKey, view, scratch, out match.Resolve.KeyFault);
                match.Resolve.KeySpace = resolve.KeySpace;
                match.Resolve.OccurredAt = resolve.OccurredAt.Time(view, scratch);
                match.Resolve.IsTimed = isTimed;
                match.Resolve.Members = resolve.Ended is null ? default : resolve.Ended.Members(resolve.Identity, null, view, scratch);
                match.Resolve.Withheld = IsWithheld(resolve, view, scratch) ? resolve.Reason : null;
                break;

            default:
                match.Acknowledge.Filter = part.Filter;
                match.Acknowledge.Key = part.MappedWith.Key(noKey, view, scratch, out _);
                match.Acknowledge.KeySpace = part.KeySpace;
                match.Acknowledge.OccurredAt = part.OccurredAt.Time(view, scratch);
                break;
        }
    }

    private void Take(InterpretedTrigger trigger, scoped in PayloadView view, ScratchBuffer scratch, ref TriggerMatch match)
    {
        match.Filter = trigger.Filter;
        match.Urgency = trigger.UrgencyValue.Urgency(trigger.Urgencies, view, scratch) ?? trigger.Urgency;
        match.Key = trigger.MappedWith.Key(noKey, view, scratch, out match.KeyFault);
        match.KeySpace = trigger.KeySpace;
        match.Title = trigger.Title.Text(view, scratch);
        match.Description = trigger.Description.Text(view, scratch);
        match.Link = trigger.Link.Text(view, scratch);
        match.OccurredAt = trigger.OccurredAt.Time(view, scratch);
        match.IsTimed = trigger.IsTimed;
        match.ResolveAfter = trigger.ResolveAfter;
        match.EndsAt = trigger.EndsAt.Time(view, scratch);
        match.Members = trigger.Members is null ? default : trigger.Members.Members(trigger.Identity, trigger.Name, view, scratch);
        match.Listed = trigger.Listed is null ? default : trigger.Listed.Members(trigger.Identity, null, view, scratch);
        match.Vanished = trigger.Vanished is null ? default : trigger.Vanished.Members(trigger.Identity, null, view, scratch);
    }

    private static bool IsWithheld(InterpretedResolve resolve, scoped in PayloadView view, ScratchBuffer scratch) =>
        resolve.Reason is not null
        && (resolve.UnlessAny is not null ? resolve.UnlessAny.Any(view, scratch) : InterpretedCondition.AllHold(resolve.Unless, view, scratch));

    private bool AllHold(int[] numbers, scoped in PayloadView view, Span<Outcome> outcomes, ScratchBuffer scratch)
    {
        foreach (int number in numbers)
        {
            if (outcomes[number] == Outcome.Unknown)
            {
                Decide(number, view, outcomes, scratch);
            }

            if (outcomes[number] == Outcome.Fails)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Evaluates a condition together with all others of its key, so that the text of a value is created once.</summary>
    private void Decide(int number, scoped in PayloadView view, Span<Outcome> outcomes, ScratchBuffer scratch)
    {
        if (conditions[number].Key is not InterpretedKey key)
        {
            outcomes[number] = conditions[number].Holds(view, scratch) ? Outcome.Holds : Outcome.Fails;
            return;
        }

        Utf8Value value = key.Of(view);
        ReadOnlySpan<byte> text = value.GetText(scratch);
        foreach (int other in alike[number])
        {
            outcomes[other] = conditions[other].Holds(value, text, scratch) ? Outcome.Holds : Outcome.Fails;
        }
    }

    private IEnumerable<InterpretedPart> Parts(FilterSchema filter, List<InterpretedCondition> numbered)
    {
        string? list = filter.Each;
        string? space = schema.KeySpaceOf(filter);
        if (filter.Trigger is TriggerSchema trigger)
        {
            Urgency otherwise = UrgencyOf(filter.Urgency);
            yield return new InterpretedTrigger(
                filter.Name, Number(list, trigger.When, numbered), space, keys.Value(list, trigger.MappedWith), keys.Value(list, trigger.OccurredAt))
            {
                Urgency = otherwise,
                UrgencyValue = keys.Value(list, filter.UrgencyMap?.Value),
                Urgencies = new UrgencyMap(otherwise, [.. (filter.UrgencyMap?.Entries ?? default).Select(static entry => (entry.Text, UrgencyOf(entry.Urgency)))]),
                Title = keys.Value(list, trigger.Title),
                Description = keys.Value(list, trigger.Description),
                Link = keys.Value(list, trigger.Link),
                IsTimed = trigger.OccurredAt is not null,
                ResolveAfter = trigger.ResolveAfter,
                EndsAt = keys.Value(list, trigger.EndsAt),
                Members = trigger.GrownBy is GrowthSchema growth ? keys.Elements(growth.Members) : null,
                Listed = trigger.Listed is GrowthSchema listed ? keys.Elements(listed.Members) : null,
                Vanished = trigger.Vanished is GrowthSchema vanished ? keys.Elements(vanished.Members) : null,
                Identity = trigger.GrownBy?.Identity is string identity ? keys.Find(trigger.GrownBy.Members.List, identity) : null,
                Name = trigger.GrownBy?.Name is string name ? keys.Find(trigger.GrownBy.Members.List, name) : null,
            };
        }

        if (filter.Resolve is ResolveSchema resolve)
        {
            WithheldSchema? unless = resolve.Unless;
            yield return new InterpretedResolve(
                filter.Name, Number(list, resolve.When, numbered), space, keys.Value(list, resolve.MappedWith), keys.Value(list, resolve.OccurredAt))
            {
                Ended = resolve.Ended is GrowthSchema ended ? keys.Elements(ended.Members) : null,
                Identity = resolve.Ended?.Identity is string identity ? keys.Find(resolve.Ended.Members.List, identity) : null,
                Reason = unless?.Reason,
                Unless = unless is null || unless.List is not null ? [] : keys.Conditions(list, unless.When),
                UnlessAny = unless?.List is string ofList ? keys.Elements(new ElementsSchema(ofList, unless.When)) : null,
            };
        }

        if (filter.Acknowledge is AcknowledgeSchema acknowledge)
        {
            yield return new InterpretedAcknowledge(
                filter.Name, Number(list, acknowledge.When, numbered), space, keys.Value(list, acknowledge.MappedWith), keys.Value(list, acknowledge.OccurredAt));
        }
    }

    private int[] Number(string? list, EquatableArray<ConditionSchema> when, List<InterpretedCondition> numbered)
    {
        int first = numbered.Count;
        numbered.AddRange(keys.Conditions(list, when));
        return [.. Enumerable.Range(first, when.Count)];
    }

    private static Urgency UrgencyOf(string text) => Enum.GetValues<Urgency>().First(urgency => urgency.ToText() == text);
}
