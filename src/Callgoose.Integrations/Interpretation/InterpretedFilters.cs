using Callgoose.Incidents;
using Callgoose.Schema;

namespace Callgoose.Interpretation;

/// <summary>The filters of a schema file as tables of numbers, made once when the file is loaded.</summary>
internal sealed class InterpretedFilters
{
    private readonly List<string> keys;
    private readonly List<InterpretedCondition> conditions = [];

    /// <summary>Makes the tables.</summary>
    /// <param name="schema">The file.</param>
    /// <param name="keys">Its keys; the number of a key is its place here.</param>
    public InterpretedFilters(IntegrationSchema schema, IReadOnlyList<string> keys)
    {
        this.keys = [.. keys];
        var parts = new List<InterpretedPart>();
        foreach (FilterSchema filter in schema.Filters)
        {
            if (filter.Trigger is TriggerSchema trigger)
            {
                parts.Add(new InterpretedPart(filter.Name, true, Number(trigger.When), KeyOf(trigger.MappedWith), KeyOf(schema.OccurredAt.Trigger))
                {
                    Urgency = UrgencyOf(filter.Urgency),
                    Title = KeyOf(trigger.Title),
                    Description = KeyOf(trigger.Description),
                });
            }

            if (filter.Resolve is ResolveSchema resolve)
            {
                parts.Add(new InterpretedPart(filter.Name, false, Number(resolve.When), KeyOf(resolve.MappedWith), KeyOf(schema.OccurredAt.Resolve)));
            }
        }

        Parts = [.. parts];
        Conditions = [.. conditions];
        ConditionsOfKey = [.. keys.Select((_, key) => Enumerable.Range(0, Conditions.Length).Where(i => Conditions[i].Key == key).ToArray())];
    }

    /// <summary>Triggers and resolves in the order of the filters.</summary>
    public InterpretedPart[] Parts { get; }

    /// <summary>All conditions of all parts.</summary>
    public InterpretedCondition[] Conditions { get; }

    /// <summary>For each key the conditions that look at it.</summary>
    public int[][] ConditionsOfKey { get; }

    private int KeyOf(string? key) => key is null ? -1 : keys.IndexOf(key);

    private int[] Number(EquatableArray<ConditionSchema> when)
    {
        int first = conditions.Count;
        conditions.AddRange(when.Select(condition => new InterpretedCondition(condition, KeyOf(condition.Key))));
        return [.. Enumerable.Range(first, when.Count)];
    }

    private static Urgency UrgencyOf(string text) => Enum.GetValues<Urgency>().First(urgency => urgency.ToText() == text);
}
